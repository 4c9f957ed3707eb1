-- CreateTable
CREATE TABLE "schedule" (
    "id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "place" INTEGER NOT NULL,
    "version_id" TEXT NOT NULL,
    "spec" JSON NOT NULL,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "next_at" TIMESTAMPTZ(3),
    "last_at" TIMESTAMPTZ(3),
    "last_execution_id" TEXT,

    CONSTRAINT "schedule_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "schedule_next_at_idx" ON "schedule"("next_at");

-- CreateIndex
CREATE UNIQUE INDEX "schedule_environment_id_process_id_place_key" ON "schedule"("environment_id", "process_id", "place");
