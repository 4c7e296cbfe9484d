-- An editor's way from an article to its claims: what was read, what was found in it, and what was decided on
-- each candidate so far, so that the work can be left and taken up again on any machine and by anybody.
-- A document says which bytes it was read from and when, so that the same page is known again; an appearance can
-- name an origin of its own, as evidence can, for an article in which one quote is an agency's.
-- Existing rows: none has bytes, an origin of its own or an intake, which is what null says of them.
-- Takes for granted: documents, appearances, activity, and only_once() and never() of the rules that always hold.

CREATE TYPE "intake_state" AS ENUM ('open', 'filed', 'dropped');

ALTER TABLE "documents"
  ADD COLUMN "bytes_sha256" TEXT,
  ADD COLUMN "fetched_at" TIMESTAMPTZ(3);
ALTER TABLE "appearances" ADD COLUMN "origin_source_id" UUID;
ALTER TABLE "activity" ADD COLUMN "intake_id" UUID;

CREATE TABLE "intakes" (
    "id" UUID NOT NULL,
    "state" "intake_state" NOT NULL DEFAULT 'open',
    "version" INTEGER NOT NULL DEFAULT 1,
    "text" TEXT NOT NULL,
    "text_sha256" TEXT NOT NULL,
    "bytes_sha256" TEXT,
    "fetched_at" TIMESTAMPTZ(3),
    "url" TEXT,
    "particulars" JSONB NOT NULL,
    "findings" JSONB,
    "extractor" TEXT,
    "found_at" TIMESTAMPTZ(3),
    "read_to" INTEGER NOT NULL DEFAULT 0,
    "nearby" JSONB,
    "nearby_at" TIMESTAMPTZ(3),
    "decisions" JSONB NOT NULL DEFAULT '{}',
    "outcome" JSONB,
    "document_id" UUID,
    "started_by_id" UUID NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_by_id" UUID,
    "closed_at" TIMESTAMPTZ(3),

    CONSTRAINT "intakes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "intake_steps" (
    "intake_id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "changes" JSONB NOT NULL,
    "by_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),

    CONSTRAINT "intake_steps_pkey" PRIMARY KEY ("intake_id","number")
);

CREATE INDEX "intakes_state_changed_at_id_idx" ON "intakes"("state", "changed_at", "id");
CREATE INDEX "intakes_text_sha256_idx" ON "intakes"("text_sha256");
CREATE INDEX "intakes_bytes_sha256_idx" ON "intakes"("bytes_sha256");
CREATE INDEX "intakes_url_idx" ON "intakes"("url");
CREATE INDEX "intakes_document_id_idx" ON "intakes"("document_id");
CREATE INDEX "documents_bytes_sha256_idx" ON "documents"("bytes_sha256");
CREATE INDEX "appearances_origin_source_id_idx" ON "appearances"("origin_source_id");
CREATE INDEX "activity_intake_id_id_idx" ON "activity"("intake_id", "id");

ALTER TABLE "appearances" ADD CONSTRAINT "appearances_origin_source_id_fkey" FOREIGN KEY ("origin_source_id") REFERENCES "sources"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_started_by_id_fkey" FOREIGN KEY ("started_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "intakes" ADD CONSTRAINT "intakes_closed_by_id_fkey" FOREIGN KEY ("closed_by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "intake_steps" ADD CONSTRAINT "intake_steps_intake_id_fkey" FOREIGN KEY ("intake_id") REFERENCES "intakes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "intake_steps" ADD CONSTRAINT "intake_steps_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "activity" ADD CONSTRAINT "activity_intake_id_fkey" FOREIGN KEY ("intake_id") REFERENCES "intakes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- ───────────── what always holds

ALTER TABLE documents ADD CONSTRAINT document_bytes_have_a_hash CHECK (bytes_sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE intakes ADD CONSTRAINT intake_version_is_positive CHECK (version > 0);
ALTER TABLE intakes ADD CONSTRAINT intake_text_is_written CHECK (btrim(text) <> '');
ALTER TABLE intakes ADD CONSTRAINT intake_text_has_its_hash
  CHECK (text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex'));
ALTER TABLE intakes ADD CONSTRAINT intake_bytes_have_a_hash CHECK (bytes_sha256 ~ '^[0-9a-f]{64}$');
ALTER TABLE intakes ADD CONSTRAINT intake_url_is_web CHECK (url ~ '^https?://');
ALTER TABLE intakes ADD CONSTRAINT intake_finding_is_whole
  CHECK (num_nonnulls(findings, extractor, found_at) IN (0, 3));
ALTER TABLE intakes ADD CONSTRAINT intake_nearby_is_dated CHECK ((nearby IS NULL) = (nearby_at IS NULL));
ALTER TABLE intakes ADD CONSTRAINT intake_decides_on_what_was_found
  CHECK (findings IS NOT NULL OR state <> 'filed');
ALTER TABLE intakes ADD CONSTRAINT intake_closing_is_whole CHECK (
  (state = 'open') = (closed_at IS NULL) AND (closed_at IS NULL) = (closed_by_id IS NULL)
);
ALTER TABLE intakes ADD CONSTRAINT intake_filed_became_a_document CHECK (
  (state = 'filed') = (outcome IS NOT NULL) AND (state <> 'filed' OR document_id IS NOT NULL)
);
ALTER TABLE intake_steps ADD CONSTRAINT intake_step_changes_something CHECK (jsonb_array_length(changes) > 0);

-- What was read and found stays what the decisions were taken on; what was filed or dropped is over.
CREATE FUNCTION intake_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'open'
     OR (NEW.id, NEW.text, NEW.text_sha256, NEW.bytes_sha256, NEW.fetched_at, NEW.url, NEW.particulars,
         NEW.started_by_id, NEW.started_at)
       IS DISTINCT FROM
        (OLD.id, OLD.text, OLD.text_sha256, OLD.bytes_sha256, OLD.fetched_at, OLD.url, OLD.particulars,
         OLD.started_by_id, OLD.started_at)
     OR (OLD.findings IS NOT NULL AND (NEW.findings, NEW.extractor, NEW.found_at)
       IS DISTINCT FROM (OLD.findings, OLD.extractor, OLD.found_at))
     OR NEW.version < OLD.version THEN
    RAISE EXCEPTION 'intake % is kept as it was read, found or closed', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'intake_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER intake_is_kept BEFORE UPDATE ON intakes FOR EACH ROW EXECUTE FUNCTION intake_is_kept();
CREATE TRIGGER intake_is_never_deleted BEFORE DELETE ON intakes FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER intake_step_is_kept BEFORE UPDATE OR DELETE ON intake_steps
  FOR EACH ROW EXECUTE FUNCTION only_once('undone_at');
