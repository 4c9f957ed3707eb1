-- Undo: DROP TABLE "result_delivery";

-- CreateTable
CREATE TABLE "result_delivery" (
    "execution_id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "result_delivery_pkey" PRIMARY KEY ("execution_id")
);

-- CreateIndex
CREATE INDEX "result_delivery_due_at_idx" ON "result_delivery"("due_at");
