-- What the past is computed from, and the log that shows it was not altered.
--
-- Rows that can change (claims, sources, stories, a document's origin) leave a revision of what readers see of them at
-- each change, written by triggers and never altered. Every row of `activity` has one leaf in the log, with a dense
-- index in the order of commits: see lib/record.
-- Existing rows: revisions are worked out from the record of edits, newest first, each undone by what it says was there
-- before. Of a document's origin the record kept names only, so the present one is taken for the first. Leaves of what
-- was done before the log began are appended at the next start (lib/record/backfill.ts).
-- Takes for granted: the rules that always hold; edits of claims, sources and stories say what they changed.

ALTER TABLE sources ADD COLUMN changed_at timestamptz(3);
ALTER TABLE stories ADD COLUMN changed_at timestamptz(3);
ALTER TABLE documents ADD COLUMN origin_changed_at timestamptz(3);

-- ───────────── revisions

CREATE TABLE claim_revisions (
  claim_id uuid NOT NULL REFERENCES claims (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  claimant_id uuid NOT NULL REFERENCES sources (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  proposition text NOT NULL,
  wording text,
  wording_language text,
  said_on date,
  said_precision time_precision,
  said_at timestamptz(3),
  said_zone text,
  place_name text,
  place_latitude double precision,
  place_longitude double precision,
  story_id uuid REFERENCES stories (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  PRIMARY KEY (claim_id, version)
);
CREATE INDEX claim_revisions_claim_id_at_idx ON claim_revisions (claim_id, at DESC, version DESC);
CREATE INDEX claim_revisions_claimant_id_idx ON claim_revisions (claimant_id);
CREATE INDEX claim_revisions_story_id_idx ON claim_revisions (story_id);

CREATE TABLE source_revisions (
  source_id uuid NOT NULL REFERENCES sources (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  name text NOT NULL,
  language text NOT NULL,
  kind source_kind NOT NULL,
  description text,
  url text,
  speaks_for_id uuid REFERENCES sources (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  PRIMARY KEY (source_id, version)
);
CREATE INDEX source_revisions_source_id_at_idx ON source_revisions (source_id, at DESC, version DESC);
CREATE INDEX source_revisions_speaks_for_id_idx ON source_revisions (speaks_for_id);

CREATE TABLE story_revisions (
  story_id uuid NOT NULL REFERENCES stories (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version integer NOT NULL,
  at timestamptz(3) NOT NULL,
  title text NOT NULL,
  summary text NOT NULL,
  PRIMARY KEY (story_id, version)
);
CREATE INDEX story_revisions_story_id_at_idx ON story_revisions (story_id, at DESC, version DESC);

CREATE TABLE document_origins (
  id bigserial PRIMARY KEY,
  document_id uuid NOT NULL REFERENCES documents (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at timestamptz(3) NOT NULL,
  origin_source_id uuid REFERENCES sources (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  origin_document_id uuid REFERENCES documents (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX document_origins_document_id_at_idx ON document_origins (document_id, at DESC, id DESC);
CREATE INDEX document_origins_origin_source_id_idx ON document_origins (origin_source_id);
CREATE INDEX document_origins_origin_document_id_idx ON document_origins (origin_document_id);

-- They run as the owner, so that the application's role needs no right of its own on revisions.
CREATE FUNCTION claim_leaves_a_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO claim_revisions VALUES (NEW.id, NEW.version, NEW.changed_at, NEW.claimant_id, NEW.proposition, NEW.wording,
    NEW.wording_language, NEW.said_on, NEW.said_precision, NEW.said_at, NEW.said_zone, NEW.place_name,
    NEW.place_latitude, NEW.place_longitude, NEW.story_id);
  RETURN NULL;
END $$;
CREATE TRIGGER claim_filed_leaves_a_revision AFTER INSERT ON claims
  FOR EACH ROW EXECUTE FUNCTION claim_leaves_a_revision();
CREATE TRIGGER claim_edited_leaves_a_revision AFTER UPDATE ON claims FOR EACH ROW
  WHEN ((OLD.claimant_id, OLD.proposition, OLD.wording, OLD.wording_language, OLD.said_on, OLD.said_precision, OLD.said_at,
      OLD.said_zone, OLD.place_name, OLD.place_latitude, OLD.place_longitude, OLD.story_id)
    IS DISTINCT FROM (NEW.claimant_id, NEW.proposition, NEW.wording, NEW.wording_language, NEW.said_on, NEW.said_precision,
      NEW.said_at, NEW.said_zone, NEW.place_name, NEW.place_latitude, NEW.place_longitude, NEW.story_id))
  EXECUTE FUNCTION claim_leaves_a_revision();

CREATE FUNCTION source_leaves_a_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO source_revisions VALUES (NEW.id, NEW.version, coalesce(NEW.changed_at, NEW.created_at), NEW.name, NEW.language,
    NEW.kind, NEW.description, NEW.url, NEW.speaks_for_id);
  RETURN NULL;
END $$;
CREATE TRIGGER source_created_leaves_a_revision AFTER INSERT ON sources
  FOR EACH ROW EXECUTE FUNCTION source_leaves_a_revision();
CREATE TRIGGER source_edited_leaves_a_revision AFTER UPDATE ON sources FOR EACH ROW
  WHEN ((OLD.version, OLD.name, OLD.language, OLD.kind, OLD.description, OLD.url, OLD.speaks_for_id)
    IS DISTINCT FROM (NEW.version, NEW.name, NEW.language, NEW.kind, NEW.description, NEW.url, NEW.speaks_for_id))
  EXECUTE FUNCTION source_leaves_a_revision();

CREATE FUNCTION story_leaves_a_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO story_revisions VALUES (NEW.id, NEW.version, coalesce(NEW.changed_at, NEW.created_at), NEW.title, NEW.summary);
  RETURN NULL;
END $$;
CREATE TRIGGER story_created_leaves_a_revision AFTER INSERT ON stories
  FOR EACH ROW EXECUTE FUNCTION story_leaves_a_revision();
CREATE TRIGGER story_edited_leaves_a_revision AFTER UPDATE ON stories FOR EACH ROW
  WHEN ((OLD.version, OLD.title, OLD.summary) IS DISTINCT FROM (NEW.version, NEW.title, NEW.summary))
  EXECUTE FUNCTION story_leaves_a_revision();

CREATE FUNCTION document_leaves_its_origin() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO document_origins (document_id, at, origin_source_id, origin_document_id)
    VALUES (NEW.id, coalesce(NEW.origin_changed_at, NEW.created_at), NEW.origin_source_id, NEW.origin_document_id);
  RETURN NULL;
END $$;
CREATE TRIGGER document_added_leaves_its_origin AFTER INSERT ON documents
  FOR EACH ROW EXECUTE FUNCTION document_leaves_its_origin();
CREATE TRIGGER document_changed_leaves_its_origin AFTER UPDATE ON documents FOR EACH ROW
  WHEN ((OLD.origin_source_id, OLD.origin_document_id) IS DISTINCT FROM (NEW.origin_source_id, NEW.origin_document_id))
  EXECUTE FUNCTION document_leaves_its_origin();

-- What there is already, back to when it was filed.
DO $$
DECLARE
  claim claims;
  edit activity;
  before jsonb;
  version integer;
BEGIN
  FOR claim IN SELECT * FROM claims LOOP
    FOR edit IN SELECT * FROM activity WHERE claim_id = claim.id AND type = 'claim.edited' ORDER BY id DESC LOOP
      INSERT INTO claim_revisions VALUES (claim.id, edit.claim_version, edit.at, claim.claimant_id, claim.proposition,
        claim.wording, claim.wording_language, claim.said_on, claim.said_precision, claim.said_at, claim.said_zone,
        claim.place_name, claim.place_latitude, claim.place_longitude, claim.story_id);
      SELECT jsonb_object_agg(lower(regexp_replace(key, '([A-Z])', '_\1', 'g')), value) INTO before
        FROM jsonb_each(edit.payload -> 'before');
      claim := jsonb_populate_record(claim, coalesce(before, '{}'));
    END LOOP;
    INSERT INTO claim_revisions VALUES (claim.id, 1, claim.filed_at, claim.claimant_id, claim.proposition,
      claim.wording, claim.wording_language, claim.said_on, claim.said_precision, claim.said_at, claim.said_zone,
      claim.place_name, claim.place_latitude, claim.place_longitude, claim.story_id);
  END LOOP;
END $$;

DO $$
DECLARE
  source sources;
  edit activity;
  before jsonb;
BEGIN
  FOR source IN SELECT * FROM sources LOOP
    FOR edit IN SELECT * FROM activity WHERE source_id = source.id AND type = 'source.edited' ORDER BY id DESC LOOP
      INSERT INTO source_revisions VALUES (source.id, source.version, edit.at, source.name, source.language, source.kind,
        source.description, source.url, source.speaks_for_id);
      SELECT jsonb_object_agg(lower(regexp_replace(key, '([A-Z])', '_\1', 'g')), value) INTO before
        FROM jsonb_each(edit.payload -> 'before');
      source := jsonb_populate_record(source, coalesce(before, '{}'));
      source.version := source.version - 1;
    END LOOP;
    INSERT INTO source_revisions VALUES (source.id, source.version, source.created_at, source.name, source.language,
      source.kind, source.description, source.url, source.speaks_for_id);
  END LOOP;
END $$;

DO $$
DECLARE
  story stories;
  edit activity;
BEGIN
  FOR story IN SELECT * FROM stories LOOP
    FOR edit IN SELECT * FROM activity WHERE story_id = story.id AND type = 'story.edited' ORDER BY id DESC LOOP
      INSERT INTO story_revisions VALUES (story.id, story.version, edit.at, story.title, story.summary);
      story.title := edit.payload #>> '{before,title}';
      story.summary := edit.payload #>> '{before,summary}';
      story.version := story.version - 1;
    END LOOP;
    INSERT INTO story_revisions VALUES (story.id, story.version, story.created_at, story.title, story.summary);
  END LOOP;
END $$;

INSERT INTO document_origins (document_id, at, origin_source_id, origin_document_id)
  SELECT id, created_at, origin_source_id, origin_document_id FROM documents ORDER BY created_at, id;

CREATE TRIGGER claim_revision_is_kept BEFORE UPDATE OR DELETE ON claim_revisions FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER source_revision_is_kept BEFORE UPDATE OR DELETE ON source_revisions FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER story_revision_is_kept BEFORE UPDATE OR DELETE ON story_revisions FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER document_origin_is_kept BEFORE UPDATE OR DELETE ON document_origins FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER claim_revisions_are_not_truncated BEFORE TRUNCATE ON claim_revisions EXECUTE FUNCTION never();
CREATE TRIGGER source_revisions_are_not_truncated BEFORE TRUNCATE ON source_revisions EXECUTE FUNCTION never();
CREATE TRIGGER story_revisions_are_not_truncated BEFORE TRUNCATE ON story_revisions EXECUTE FUNCTION never();
CREATE TRIGGER document_origins_are_not_truncated BEFORE TRUNCATE ON document_origins EXECUTE FUNCTION never();

-- ───────────── the log

CREATE TABLE leaves (
  index bigint PRIMARY KEY,
  activity_id bigint NOT NULL UNIQUE REFERENCES activity (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  at timestamptz(3) NOT NULL,
  is_public boolean NOT NULL,
  entry bytea NOT NULL,
  hash bytea NOT NULL,
  salts jsonb NOT NULL,
  CONSTRAINT leaf_index_counts_from_zero CHECK (index >= 0),
  CONSTRAINT leaf_hash_is_of_its_entry CHECK (hash = sha256('\x00'::bytea || entry)),
  CONSTRAINT leaf_entry_fits_a_bundle CHECK (octet_length(entry) <= 65535)
);
CREATE TRIGGER leaf_is_kept BEFORE DELETE ON leaves FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER leaves_are_not_truncated BEFORE TRUNCATE ON leaves EXECUTE FUNCTION never();

-- The log grows at its end, and time does not run back in it. A session plans this once, perhaps while the log is empty, and
-- would read all of it for ever.
CREATE FUNCTION leaf_follows_the_last() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF NEW.index > 0 AND NOT EXISTS (SELECT FROM leaves WHERE index = NEW.index - 1 AND at <= NEW.at) THEN
    RAISE EXCEPTION 'leaf % does not follow the one before it', NEW.index
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leaf_follows_the_last';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leaf_follows_the_last BEFORE INSERT ON leaves
  FOR EACH ROW EXECUTE FUNCTION leaf_follows_the_last();

-- A redaction takes salts away, after which nobody can tell what was salted; nothing else of a leaf can change.
CREATE FUNCTION leaf_only_loses_salts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.index, OLD.activity_id, OLD.at, OLD.is_public, OLD.entry, OLD.hash)
       IS DISTINCT FROM (NEW.index, NEW.activity_id, NEW.at, NEW.is_public, NEW.entry, NEW.hash)
     OR NOT (OLD.salts @> NEW.salts) THEN
    RAISE EXCEPTION 'leaf % is kept', OLD.index
      USING ERRCODE = 'check_violation', CONSTRAINT = 'leaf_only_loses_salts';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER leaf_only_loses_salts BEFORE UPDATE ON leaves
  FOR EACH ROW EXECUTE FUNCTION leaf_only_loses_salts();

-- Looked at when the transaction commits: what is recorded is in the log.
CREATE FUNCTION activity_has_its_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM leaves WHERE activity_id = NEW.id) THEN
    RAISE EXCEPTION 'activity % has no leaf in the log', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'activity_has_its_leaf';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER activity_has_its_leaf AFTER INSERT ON activity
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION activity_has_its_leaf();

CREATE FUNCTION leaf_wakes_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('record', '');
  RETURN NULL;
END $$;
CREATE TRIGGER leaf_wakes_the_log AFTER INSERT ON leaves FOR EACH STATEMENT EXECUTE FUNCTION leaf_wakes_the_log();

CREATE TABLE checkpoints (
  id bigserial PRIMARY KEY,
  size bigint NOT NULL,
  root bytea NOT NULL,
  note text NOT NULL,
  signed_at timestamptz(3) NOT NULL
);
CREATE INDEX checkpoints_size_idx ON checkpoints (size);
CREATE TRIGGER checkpoint_is_kept BEFORE UPDATE OR DELETE ON checkpoints FOR EACH ROW EXECUTE FUNCTION never();
CREATE TRIGGER checkpoints_are_not_truncated BEFORE TRUNCATE ON checkpoints EXECUTE FUNCTION never();
