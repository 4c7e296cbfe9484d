-- The newsroom's tables: people, sources, documents, stories, claims, relations, evidence, verdicts, the record.
-- Existing rows: none; this is the first migration.
-- Takes for granted: PostgreSQL 15 or newer with a UTF-8 database and the contrib extension pg_trgm at hand.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "role" AS ENUM ('contributor', 'editor', 'admin');

-- CreateEnum
CREATE TYPE "source_kind" AS ENUM ('person', 'institution', 'armed_group', 'outlet', 'agency', 'monitor', 'witness', 'other');

-- CreateEnum
CREATE TYPE "reliability" AS ENUM ('A', 'B', 'C', 'D', 'E', 'F');

-- CreateEnum
CREATE TYPE "document_kind" AS ENUM ('article', 'dispatch', 'statement', 'post', 'broadcast', 'image', 'video', 'dataset', 'other');

-- CreateEnum
CREATE TYPE "stage" AS ENUM ('triage', 'checking', 'in_review', 'published', 'set_aside');

-- CreateEnum
CREATE TYPE "time_precision" AS ENUM ('year', 'month', 'day', 'minute');

-- CreateEnum
CREATE TYPE "relation_type" AS ENUM ('counters', 'supports', 'repeats', 'refines', 'supersedes');

-- CreateEnum
CREATE TYPE "stance" AS ENUM ('supports', 'refutes', 'context');

-- CreateEnum
CREATE TYPE "verdict_status" AS ENUM ('unverified', 'corroborated', 'verified', 'disputed', 'misleading', 'false', 'overtaken');

-- CreateEnum
CREATE TYPE "confidence" AS ENUM ('low', 'moderate', 'high');

-- CreateEnum
CREATE TYPE "verdict_state" AS ENUM ('proposed', 'published', 'sent_back', 'taken_back');

-- CreateEnum
CREATE TYPE "verdict_kind" AS ENUM ('first', 'update', 'correction');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "password_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "deactivated_at" TIMESTAMPTZ(3),

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_sessions" (
    "id" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "user_sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "linked_accounts" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "linked_accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "role" "role" NOT NULL,
    "invited_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sign_in_throttles" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_failure_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_throttles_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "sources" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "kind" "source_kind" NOT NULL,
    "description" TEXT,
    "url" TEXT,
    "speaks_for_id" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sources_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_aliases" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL DEFAULT 'en',
    "name_key" TEXT NOT NULL,
    "folded" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_aliases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source_grades" (
    "id" UUID NOT NULL,
    "source_id" UUID NOT NULL,
    "reliability" "reliability" NOT NULL,
    "reason" TEXT NOT NULL,
    "graded_by_id" UUID NOT NULL,
    "graded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "source_grades_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "kind" "document_kind" NOT NULL,
    "publisher_id" UUID NOT NULL,
    "url" TEXT,
    "origin_source_id" UUID,
    "origin_document_id" UUID,
    "language" TEXT NOT NULL,
    "text" TEXT,
    "text_sha256" TEXT,
    "published_on" DATE,
    "published_at" TIMESTAMPTZ(3),
    "published_zone" TEXT,
    "captured_at" TIMESTAMPTZ(3) NOT NULL,
    "search" tsvector,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "stories" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "public_since" TIMESTAMPTZ(3),
    "search" tsvector,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claims" (
    "id" UUID NOT NULL,
    "slug" TEXT NOT NULL,
    "claimant_id" UUID NOT NULL,
    "proposition" TEXT NOT NULL,
    "wording" TEXT,
    "wording_language" TEXT,
    "said_on" DATE,
    "said_precision" "time_precision",
    "said_at" TIMESTAMPTZ(3),
    "said_zone" TEXT,
    "place_name" TEXT,
    "place_latitude" DOUBLE PRECISION,
    "place_longitude" DOUBLE PRECISION,
    "story_id" UUID,
    "stage" "stage" NOT NULL DEFAULT 'triage',
    "version" INTEGER NOT NULL DEFAULT 1,
    "assignee_id" UUID,
    "public_since" TIMESTAMPTZ(3),
    "current_verdict_id" UUID,
    "folded" TEXT NOT NULL DEFAULT '',
    "search" tsvector,
    "filed_by_id" UUID NOT NULL,
    "filed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "claims_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "withdrawals" (
    "claim_id" UUID NOT NULL,
    "reason" TEXT NOT NULL,
    "withdrawn_by_id" UUID NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "withdrawals_pkey" PRIMARY KEY ("claim_id")
);

-- CreateTable
CREATE TABLE "appearances" (
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "reported_by_id" UUID,
    "quote_exact" TEXT NOT NULL,
    "quote_prefix" TEXT NOT NULL DEFAULT '',
    "quote_suffix" TEXT NOT NULL DEFAULT '',
    "quote_start" INTEGER,
    "quote_end" INTEGER,
    "quote_language" TEXT NOT NULL,
    "public_since" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "appearances_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "relations" (
    "id" UUID NOT NULL,
    "from_claim_id" UUID NOT NULL,
    "to_claim_id" UUID NOT NULL,
    "type" "relation_type" NOT NULL,
    "note" TEXT,
    "public_since" TIMESTAMPTZ(3),
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "relations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "document_id" UUID NOT NULL,
    "stance" "stance" NOT NULL,
    "excerpt" TEXT NOT NULL,
    "locator" TEXT,
    "origin_source_id" UUID,
    "created_by_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "withdrawn_by_id" UUID,
    "withdrawn_reason" TEXT,

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_grades" (
    "id" UUID NOT NULL,
    "evidence_id" UUID NOT NULL,
    "credibility" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "graded_by_id" UUID NOT NULL,
    "graded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_grades_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verdicts" (
    "id" UUID NOT NULL,
    "claim_id" UUID NOT NULL,
    "state" "verdict_state" NOT NULL DEFAULT 'proposed',
    "kind" "verdict_kind" NOT NULL,
    "status" "verdict_status" NOT NULL,
    "confidence" "confidence" NOT NULL,
    "rationale" TEXT NOT NULL,
    "public_note" TEXT,
    "supersedes_id" UUID,
    "overtaken_by_claim_id" UUID,
    "overtaken_by_event" TEXT,
    "overtaken_on" DATE,
    "evidence_snapshot" JSONB NOT NULL,
    "claim_version" INTEGER NOT NULL,
    "proposer_id" UUID NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewer_id" UUID,
    "reviewed_at" TIMESTAMPTZ(3),
    "review_note" TEXT,
    "published_at" TIMESTAMPTZ(3),

    CONSTRAINT "verdicts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "activity" (
    "id" BIGSERIAL NOT NULL,
    "type" TEXT NOT NULL,
    "actor_id" UUID,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "payload" JSONB NOT NULL,
    "claim_id" UUID,
    "claim_version" INTEGER,
    "source_id" UUID,
    "document_id" UUID,
    "story_id" UUID,
    "person_id" UUID,

    CONSTRAINT "activity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL,
    "subject" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "last_error" TEXT,

    CONSTRAINT "outbox_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "submissions" (
    "key" TEXT NOT NULL,
    "actor_id" UUID,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "instance" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "is_demo" BOOLEAN NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "instance_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "user_sessions_user_id_idx" ON "user_sessions"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "linked_accounts_issuer_subject_key" ON "linked_accounts"("issuer", "subject");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE INDEX "invitations_email_idx" ON "invitations"("email");

-- CreateIndex
CREATE UNIQUE INDEX "sources_slug_key" ON "sources"("slug");

-- CreateIndex
CREATE INDEX "sources_speaks_for_id_idx" ON "sources"("speaks_for_id");

-- CreateIndex
CREATE INDEX "source_aliases_name_key_idx" ON "source_aliases" USING GIN ("name_key" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "source_aliases_folded_idx" ON "source_aliases" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "source_aliases_source_id_name_key" ON "source_aliases"("source_id", "name");

-- CreateIndex
CREATE INDEX "source_grades_source_id_graded_at_idx" ON "source_grades"("source_id", "graded_at");

-- CreateIndex
CREATE INDEX "documents_publisher_id_idx" ON "documents"("publisher_id");

-- CreateIndex
CREATE INDEX "documents_origin_source_id_idx" ON "documents"("origin_source_id");

-- CreateIndex
CREATE INDEX "documents_origin_document_id_idx" ON "documents"("origin_document_id");

-- CreateIndex
CREATE INDEX "documents_text_sha256_idx" ON "documents"("text_sha256");

-- CreateIndex
CREATE INDEX "documents_url_idx" ON "documents"("url");

-- CreateIndex
CREATE INDEX "documents_search_idx" ON "documents" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "stories_slug_key" ON "stories"("slug");

-- CreateIndex
CREATE INDEX "stories_search_idx" ON "stories" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "claims_slug_key" ON "claims"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "claims_current_verdict_id_key" ON "claims"("current_verdict_id");

-- CreateIndex
CREATE INDEX "claims_claimant_id_idx" ON "claims"("claimant_id");

-- CreateIndex
CREATE INDEX "claims_story_id_idx" ON "claims"("story_id");

-- CreateIndex
CREATE INDEX "claims_stage_changed_at_id_idx" ON "claims"("stage", "changed_at", "id");

-- CreateIndex
CREATE INDEX "claims_assignee_id_idx" ON "claims"("assignee_id");

-- CreateIndex
CREATE INDEX "claims_public_since_id_idx" ON "claims"("public_since", "id");

-- CreateIndex
CREATE INDEX "claims_search_idx" ON "claims" USING GIN ("search");

-- CreateIndex
CREATE INDEX "claims_folded_idx" ON "claims" USING GIN ("folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "appearances_claim_id_idx" ON "appearances"("claim_id");

-- CreateIndex
CREATE INDEX "appearances_document_id_idx" ON "appearances"("document_id");

-- CreateIndex
CREATE INDEX "relations_from_claim_id_idx" ON "relations"("from_claim_id");

-- CreateIndex
CREATE INDEX "relations_to_claim_id_idx" ON "relations"("to_claim_id");

-- CreateIndex
CREATE INDEX "evidence_claim_id_idx" ON "evidence"("claim_id");

-- CreateIndex
CREATE INDEX "evidence_document_id_idx" ON "evidence"("document_id");

-- CreateIndex
CREATE INDEX "evidence_grades_evidence_id_graded_at_idx" ON "evidence_grades"("evidence_id", "graded_at");

-- CreateIndex
CREATE INDEX "verdicts_claim_id_published_at_idx" ON "verdicts"("claim_id", "published_at");

-- CreateIndex
CREATE INDEX "verdicts_state_proposed_at_idx" ON "verdicts"("state", "proposed_at");

-- CreateIndex
CREATE UNIQUE INDEX "verdicts_id_claim_id_key" ON "verdicts"("id", "claim_id");

-- CreateIndex
CREATE INDEX "activity_claim_id_id_idx" ON "activity"("claim_id", "id");

-- CreateIndex
CREATE INDEX "activity_source_id_id_idx" ON "activity"("source_id", "id");

-- CreateIndex
CREATE INDEX "activity_story_id_id_idx" ON "activity"("story_id", "id");

-- CreateIndex
CREATE INDEX "activity_person_id_id_idx" ON "activity"("person_id", "id");

-- CreateIndex
CREATE INDEX "activity_actor_id_id_idx" ON "activity"("actor_id", "id");

-- AddForeignKey
ALTER TABLE "user_sessions" ADD CONSTRAINT "user_sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "linked_accounts" ADD CONSTRAINT "linked_accounts_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_id_fkey" FOREIGN KEY ("invited_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sources" ADD CONSTRAINT "sources_speaks_for_id_fkey" FOREIGN KEY ("speaks_for_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_aliases" ADD CONSTRAINT "source_aliases_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_grades" ADD CONSTRAINT "source_grades_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_publisher_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_origin_source_id_fkey" FOREIGN KEY ("origin_source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "documents" ADD CONSTRAINT "documents_origin_document_id_fkey" FOREIGN KEY ("origin_document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_claimant_id_fkey" FOREIGN KEY ("claimant_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "stories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_filed_by_id_fkey" FOREIGN KEY ("filed_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claims" ADD CONSTRAINT "claims_current_verdict_id_fkey" FOREIGN KEY ("current_verdict_id") REFERENCES "verdicts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "withdrawals" ADD CONSTRAINT "withdrawals_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appearances" ADD CONSTRAINT "appearances_reported_by_id_fkey" FOREIGN KEY ("reported_by_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relations" ADD CONSTRAINT "relations_from_claim_id_fkey" FOREIGN KEY ("from_claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "relations" ADD CONSTRAINT "relations_to_claim_id_fkey" FOREIGN KEY ("to_claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_origin_source_id_fkey" FOREIGN KEY ("origin_source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_grades" ADD CONSTRAINT "evidence_grades_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_supersedes_id_claim_id_fkey" FOREIGN KEY ("supersedes_id", "claim_id") REFERENCES "verdicts"("id", "claim_id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_overtaken_by_claim_id_fkey" FOREIGN KEY ("overtaken_by_claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_proposer_id_fkey" FOREIGN KEY ("proposer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "verdicts" ADD CONSTRAINT "verdicts_reviewer_id_fkey" FOREIGN KEY ("reviewer_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_actor_id_fkey" FOREIGN KEY ("actor_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "stories"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "activity" ADD CONSTRAINT "activity_person_id_fkey" FOREIGN KEY ("person_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


