-- What an execution finds again after its worker died or it waited; documents put aside; values that executions share.
-- Undone by dropping every table named here: what waits, and what was put aside, goes with them.

-- CreateTable
CREATE TABLE "journal" (
    "execution_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "journal_pkey" PRIMARY KEY ("execution_id")
);

-- CreateTable
CREATE TABLE "journal_entry" (
    "execution_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "content" JSON NOT NULL,
    "position" BIGSERIAL NOT NULL,

    CONSTRAINT "journal_entry_pkey" PRIMARY KEY ("execution_id","kind","key")
);

-- CreateTable
CREATE TABLE "suspension" (
    "execution_id" TEXT NOT NULL,
    "attempt" INTEGER NOT NULL,
    "job" TEXT NOT NULL,
    "wake_at" TIMESTAMPTZ(3),
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "suspension_pkey" PRIMARY KEY ("execution_id")
);

-- CreateTable
CREATE TABLE "callback" (
    "execution_id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "document" JSON NOT NULL,
    "came_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "callback_pkey" PRIMARY KEY ("execution_id","key")
);

-- CreateTable
CREATE TABLE "inbox" (
    "execution_id" TEXT NOT NULL,
    "job" TEXT NOT NULL,
    "accepted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leased_until" TIMESTAMPTZ(3),

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("execution_id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "request_hash" TEXT NOT NULL,
    "execution_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("scope","key")
);

-- CreateTable
CREATE TABLE "parked_document" (
    "id" TEXT NOT NULL,
    "environment_id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "version_id" TEXT NOT NULL,
    "execution_id" TEXT NOT NULL,
    "step_id" TEXT NOT NULL,
    "port" TEXT,
    "reason" TEXT NOT NULL,
    "error" JSON,
    "document" JSON NOT NULL,
    "properties" JSON NOT NULL,
    "parked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "resolution" TEXT,
    "resolved_at" TIMESTAMPTZ(3),
    "resolved_by" TEXT,
    "resolved_execution_id" TEXT,

    CONSTRAINT "parked_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "shared_value" (
    "environment_id" TEXT NOT NULL,
    "space" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "document" JSON,
    "owner" TEXT,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "shared_value_pkey" PRIMARY KEY ("environment_id","space","key")
);

-- CreateIndex
CREATE INDEX "journal_taken_at_idx" ON "journal"("taken_at");

-- CreateIndex
CREATE INDEX "suspension_wake_at_idx" ON "suspension"("wake_at");

-- CreateIndex
CREATE INDEX "callback_came_at_idx" ON "callback"("came_at");

-- CreateIndex
CREATE INDEX "inbox_accepted_at_idx" ON "inbox"("accepted_at");

-- CreateIndex
CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- CreateIndex
CREATE INDEX "parked_document_parked_at_id_idx" ON "parked_document"("parked_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "shared_value_expires_at_idx" ON "shared_value"("expires_at");
