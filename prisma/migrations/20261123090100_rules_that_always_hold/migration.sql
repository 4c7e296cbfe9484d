-- What must hold whatever the application does, as named constraints and triggers: whoever holds the
-- application's role can break none of them with plain SQL.
-- Existing rows: none. Takes for granted: the foundation.

-- ───────────── people

ALTER TABLE users ADD CONSTRAINT user_email_is_normal
  CHECK (email = lower(btrim(email)) AND email LIKE '_%@_%');
ALTER TABLE users ADD CONSTRAINT user_name_is_written CHECK (btrim(name) <> '');

-- ───────────── sources

ALTER TABLE sources ADD CONSTRAINT source_name_is_written CHECK (btrim(name) <> '');
ALTER TABLE sources ADD CONSTRAINT source_speaks_for_another CHECK (speaks_for_id <> id);
ALTER TABLE source_grades ADD CONSTRAINT source_grade_has_a_reason CHECK (btrim(reason) <> '');

-- ───────────── documents

ALTER TABLE documents ADD CONSTRAINT document_title_is_written CHECK (btrim(title) <> '');
ALTER TABLE documents ADD CONSTRAINT document_text_has_its_hash
  CHECK (text_sha256 IS NOT DISTINCT FROM encode(sha256(convert_to(text, 'UTF8')), 'hex'));
ALTER TABLE documents ADD CONSTRAINT document_is_not_its_own_origin CHECK (origin_document_id <> id);
ALTER TABLE documents ADD CONSTRAINT document_has_one_origin
  CHECK (origin_document_id IS NULL OR origin_source_id IS NULL);
ALTER TABLE documents ADD CONSTRAINT document_url_is_web CHECK (url ~ '^https?://');
ALTER TABLE documents ADD CONSTRAINT document_time_is_whole
  CHECK (published_at IS NULL OR (published_on IS NOT NULL AND published_zone IS NOT NULL));

-- Quotes point into the text by position, so a text once captured stays as it is.
CREATE FUNCTION document_text_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.text IS NOT NULL AND NEW.text IS DISTINCT FROM OLD.text THEN
    RAISE EXCEPTION 'the text of document % was captured and can''t be changed', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'document_text_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER document_text_is_kept BEFORE UPDATE ON documents
  FOR EACH ROW EXECUTE FUNCTION document_text_is_kept();

-- ───────────── stories and claims

ALTER TABLE stories ADD CONSTRAINT story_title_is_written CHECK (btrim(title) <> '');

ALTER TABLE claims ADD CONSTRAINT claim_proposition_is_written CHECK (btrim(proposition) <> '');
ALTER TABLE claims ADD CONSTRAINT claim_version_is_positive CHECK (version > 0);
ALTER TABLE claims ADD CONSTRAINT claim_wording_has_a_language
  CHECK ((wording IS NULL) = (wording_language IS NULL));
ALTER TABLE claims ADD CONSTRAINT claim_said_time_is_whole CHECK (
  (said_precision IS NULL) = (said_on IS NULL)
  AND (said_at IS NOT NULL) = (said_precision IS NOT DISTINCT FROM 'minute')
  AND (said_zone IS NOT NULL) = (said_at IS NOT NULL)
);
ALTER TABLE claims ADD CONSTRAINT claim_place_is_on_earth CHECK (
  (place_latitude IS NULL) = (place_longitude IS NULL)
  AND (place_latitude IS NULL OR place_name IS NOT NULL)
  AND (place_latitude IS NULL OR (place_latitude BETWEEN -90 AND 90 AND place_longitude BETWEEN -180 AND 180))
);
ALTER TABLE withdrawals ADD CONSTRAINT withdrawal_has_a_reason CHECK (btrim(reason) <> '');

-- What a row may lose or change after it was written: nothing but the named columns, and each of those
-- only once, from null.
CREATE FUNCTION only_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := to_jsonb(OLD);
  after jsonb := to_jsonb(NEW);
  settable text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'rows of % are kept', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  -- Without arguments TG_ARGV is null.
  FOREACH settable IN ARRAY coalesce(TG_ARGV, '{}') LOOP
    IF before -> settable = 'null'::jsonb THEN
      before := before - settable;
      after := after - settable;
    END IF;
  END LOOP;
  IF before <> after THEN
    RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME
    USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
END $$;

CREATE FUNCTION public_since_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.public_since IS NOT NULL AND NEW.public_since IS DISTINCT FROM OLD.public_since THEN
    RAISE EXCEPTION 'what readers were shown can''t be made unseen'
      USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_public_since_is_kept BEFORE UPDATE OF public_since ON claims
  FOR EACH ROW EXECUTE FUNCTION public_since_is_kept();
CREATE TRIGGER story_public_since_is_kept BEFORE UPDATE OF public_since ON stories
  FOR EACH ROW EXECUTE FUNCTION public_since_is_kept();
CREATE TRIGGER claim_is_kept BEFORE DELETE ON claims FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER withdrawal_is_kept BEFORE UPDATE OR DELETE ON withdrawals
  FOR EACH ROW EXECUTE FUNCTION only_once();
CREATE TRIGGER source_grade_is_kept BEFORE UPDATE OR DELETE ON source_grades
  FOR EACH ROW EXECUTE FUNCTION only_once();
CREATE TRIGGER evidence_grade_is_kept BEFORE UPDATE OR DELETE ON evidence_grades
  FOR EACH ROW EXECUTE FUNCTION only_once();

-- ───────────── appearances

ALTER TABLE appearances ADD CONSTRAINT appearance_quote_is_written CHECK (btrim(quote_exact) <> '');
ALTER TABLE appearances ADD CONSTRAINT appearance_span_is_a_span CHECK (
  (quote_start IS NULL) = (quote_end IS NULL)
  AND (quote_start IS NULL OR (quote_start >= 0 AND quote_end - quote_start = char_length(quote_exact)))
);
ALTER TABLE appearances ADD CONSTRAINT appearance_withdrawal_is_whole
  CHECK (num_nonnulls(withdrawn_at, withdrawn_by_id, withdrawn_reason) IN (0, 3));
CREATE UNIQUE INDEX appearance_is_recorded_once
  ON appearances (claim_id, document_id, md5(quote_exact)) WHERE withdrawn_at IS NULL;

-- A span lies inside its text and says what its quote says.
CREATE FUNCTION appearance_span_lies_inside_text() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  body text;
BEGIN
  IF NEW.quote_start IS NOT NULL THEN
    SELECT text INTO body FROM documents WHERE id = NEW.document_id;
    IF body IS NULL OR NEW.quote_end > char_length(body)
       OR substr(body, NEW.quote_start + 1, NEW.quote_end - NEW.quote_start) <> NEW.quote_exact THEN
      RAISE EXCEPTION 'the quote is not at % to % of document %', NEW.quote_start, NEW.quote_end, NEW.document_id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'appearance_span_lies_inside_text';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appearance_span_lies_inside_text BEFORE INSERT ON appearances
  FOR EACH ROW EXECUTE FUNCTION appearance_span_lies_inside_text();
CREATE TRIGGER appearance_is_kept BEFORE UPDATE OR DELETE ON appearances
  FOR EACH ROW EXECUTE FUNCTION only_once('public_since', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason');

-- ───────────── relations

ALTER TABLE relations ADD CONSTRAINT relation_not_to_itself CHECK (from_claim_id <> to_claim_id);
ALTER TABLE relations ADD CONSTRAINT relation_withdrawal_is_whole
  CHECK (num_nonnulls(withdrawn_at, withdrawn_by_id, withdrawn_reason) IN (0, 3));
CREATE UNIQUE INDEX relation_is_recorded_once
  ON relations (from_claim_id, to_claim_id, type) WHERE withdrawn_at IS NULL;
CREATE TRIGGER relation_is_kept BEFORE UPDATE OR DELETE ON relations
  FOR EACH ROW EXECUTE FUNCTION only_once('public_since', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason');

-- ───────────── evidence

ALTER TABLE evidence ADD CONSTRAINT evidence_excerpt_is_written CHECK (btrim(excerpt) <> '');
ALTER TABLE evidence ADD CONSTRAINT evidence_withdrawal_is_whole
  CHECK (num_nonnulls(withdrawn_at, withdrawn_by_id, withdrawn_reason) IN (0, 3));
ALTER TABLE evidence_grades ADD CONSTRAINT evidence_grade_is_on_the_scale CHECK (credibility BETWEEN 1 AND 6);
ALTER TABLE evidence_grades ADD CONSTRAINT evidence_grade_has_a_reason CHECK (btrim(reason) <> '');
CREATE TRIGGER evidence_is_kept BEFORE UPDATE OR DELETE ON evidence
  FOR EACH ROW EXECUTE FUNCTION only_once('withdrawn_at', 'withdrawn_by_id', 'withdrawn_reason');

-- ───────────── verdicts

ALTER TABLE verdicts ADD CONSTRAINT verdict_rationale_is_written CHECK (btrim(rationale) <> '');
ALTER TABLE verdicts ADD CONSTRAINT verdict_reviewer_is_not_proposer CHECK (reviewer_id <> proposer_id);
ALTER TABLE verdicts ADD CONSTRAINT verdict_published_is_reviewed CHECK (
  (state = 'published') = (published_at IS NOT NULL)
  AND (state IN ('published', 'sent_back')) = (reviewer_id IS NOT NULL)
  AND (reviewer_id IS NULL) = (reviewed_at IS NULL)
);
ALTER TABLE verdicts ADD CONSTRAINT verdict_sent_back_has_a_reason
  CHECK (state <> 'sent_back' OR btrim(coalesce(review_note, '')) <> '');
ALTER TABLE verdicts ADD CONSTRAINT verdict_kind_matches_what_it_supersedes
  CHECK ((kind = 'first') = (supersedes_id IS NULL));
ALTER TABLE verdicts ADD CONSTRAINT verdict_change_has_a_public_note
  CHECK (kind = 'first' OR btrim(coalesce(public_note, '')) <> '');
ALTER TABLE verdicts ADD CONSTRAINT verdict_overtaken_names_what_and_when CHECK (
  CASE WHEN status = 'overtaken'
    THEN overtaken_on IS NOT NULL AND (overtaken_by_claim_id IS NOT NULL OR btrim(coalesce(overtaken_by_event, '')) <> '')
    ELSE num_nonnulls(overtaken_on, overtaken_by_claim_id, overtaken_by_event) = 0
  END
);
ALTER TABLE verdicts ADD CONSTRAINT verdict_not_overtaken_by_its_own_claim CHECK (overtaken_by_claim_id <> claim_id);
CREATE UNIQUE INDEX verdict_one_open_per_claim ON verdicts (claim_id) WHERE state = 'proposed';
-- Published verdicts of a claim form one line: one first, and each superseded by at most one. The end of
-- the line is the current verdict, so there is exactly one, and no published row need ever change.
CREATE UNIQUE INDEX verdict_one_first_per_claim ON verdicts (claim_id) WHERE state = 'published' AND supersedes_id IS NULL;
CREATE UNIQUE INDEX verdict_superseded_once ON verdicts (supersedes_id) WHERE state = 'published';

CREATE FUNCTION verdict_is_proposed_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'proposed' THEN
    RAISE EXCEPTION 'a verdict is proposed before it is anything else'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_is_proposed_first';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verdict_is_proposed_first BEFORE INSERT ON verdicts
  FOR EACH ROW EXECUTE FUNCTION verdict_is_proposed_first();

CREATE FUNCTION verdict_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- A proposal can be answered, not reworded; what is published carries the snapshot that the reviewer saw.
  answer text[] := ARRAY['state', 'reviewer_id', 'reviewed_at', 'review_note', 'published_at'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'proposed' THEN
    RAISE EXCEPTION 'verdict % is % and can''t be altered', OLD.id, OLD.state
      USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_is_kept';
  END IF;
  IF NEW.state = 'published' THEN
    answer := answer || 'evidence_snapshot'::text;
  END IF;
  IF to_jsonb(OLD) - answer <> to_jsonb(NEW) - answer THEN
    RAISE EXCEPTION 'proposal % can be answered, not reworded', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verdict_is_kept BEFORE UPDATE OR DELETE ON verdicts
  FOR EACH ROW EXECUTE FUNCTION verdict_is_kept();
CREATE TRIGGER verdict_is_not_truncated BEFORE TRUNCATE ON verdicts EXECUTE FUNCTION never();

-- The line grows at its end: what is published supersedes the verdict that its claim shows, not one that was
-- sent back or superseded before, which would leave the line with two ends.
CREATE FUNCTION verdict_supersedes_the_current() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.supersedes_id IS DISTINCT FROM (SELECT current_verdict_id FROM claims WHERE id = NEW.claim_id) THEN
    RAISE EXCEPTION 'verdict % does not supersede the current verdict of claim %', NEW.id, NEW.claim_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_supersedes_the_current';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verdict_supersedes_the_current BEFORE UPDATE ON verdicts
  FOR EACH ROW WHEN (OLD.state = 'proposed' AND NEW.state = 'published')
  EXECUTE FUNCTION verdict_supersedes_the_current();

-- A claim shows the end of its own line of published verdicts, and nothing else.
CREATE FUNCTION claim_current_verdict_is_current() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM verdicts WHERE claim_id = NEW.id AND state = 'published')
     OR NEW.current_verdict_id IS NOT NULL THEN
    IF NOT EXISTS (
      SELECT FROM verdicts v
      WHERE v.id = NEW.current_verdict_id AND v.claim_id = NEW.id AND v.state = 'published'
        AND NOT EXISTS (SELECT FROM verdicts n WHERE n.supersedes_id = v.id AND n.state = 'published')
    ) THEN
      RAISE EXCEPTION 'verdict % is not the current verdict of claim %', NEW.current_verdict_id, NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'claim_current_verdict_is_current';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_current_verdict_is_current BEFORE INSERT OR UPDATE OF current_verdict_id ON claims
  FOR EACH ROW EXECUTE FUNCTION claim_current_verdict_is_current();

-- Looked at when the transaction commits: who publishes a verdict must also show it.
CREATE FUNCTION verdict_published_is_shown() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM claims WHERE id = NEW.claim_id AND current_verdict_id = NEW.id AND public_since IS NOT NULL)
     AND NOT EXISTS (SELECT FROM verdicts WHERE supersedes_id = NEW.id AND state = 'published') THEN
    RAISE EXCEPTION 'verdict % is published and its claim does not show it', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'verdict_published_is_shown';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER verdict_published_is_shown AFTER UPDATE ON verdicts
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.state = 'published') EXECUTE FUNCTION verdict_published_is_shown();

-- ───────────── the record

CREATE TRIGGER activity_is_append_only BEFORE UPDATE OR DELETE ON activity
  FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER activity_is_not_truncated BEFORE TRUNCATE ON activity EXECUTE FUNCTION never();
ALTER TABLE activity ADD CONSTRAINT activity_type_is_noun_and_past_tense CHECK (type ~ '^[a-z]+\.[a-z-]+$');
CREATE INDEX activity_newest_first ON activity (at DESC, id DESC);

-- ───────────── plumbing

ALTER TABLE instance ADD CONSTRAINT instance_is_one_row CHECK (id = 1);
CREATE INDEX outbox_waiting ON outbox (id) WHERE done_at IS NULL;
-- The publisher wakes at the commit, not at its next poll.
CREATE FUNCTION outbox_wakes_the_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_wakes_the_publisher AFTER INSERT ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION outbox_wakes_the_publisher();
