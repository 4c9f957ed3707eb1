-- AlterTable
ALTER TABLE "execution" ADD COLUMN "parent_id" TEXT;

-- CreateIndex
CREATE INDEX "execution_parent_id_accepted_at_id_idx" ON "execution"("parent_id", "accepted_at" DESC, "id" DESC) WHERE parent_id IS NOT NULL;
