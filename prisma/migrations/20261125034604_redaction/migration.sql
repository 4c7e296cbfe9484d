-- Taking text away by law, and nothing else by that way.
--
-- `redact_text` replaces a text, wherever it stands in the rows, by blocks of the same length, so that spans stay where
-- they are. It runs as the owner and is nobody's to call but the owner's; while it runs the triggers that keep history
-- are off for its transaction alone, under the locks that turning them off takes.
-- Existing rows: unchanged. Takes for granted: the rules that always hold; history is kept by the functions named below.

CREATE FUNCTION redacted(whole text, what text) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT replace(whole, what, regexp_replace(what, '\S', '█', 'g'))
$$;

-- Values only: the names of members are the record's own.
CREATE FUNCTION redacted_json(whole jsonb, what text) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_temp AS $$
BEGIN
  CASE jsonb_typeof(whole)
    WHEN 'string' THEN RETURN to_jsonb(redacted(whole #>> '{}', what));
    WHEN 'array' THEN RETURN (
      SELECT coalesce(jsonb_agg(redacted_json(each, what) ORDER BY at), '[]')
      FROM jsonb_array_elements(whole) WITH ORDINALITY AS item(each, at));
    WHEN 'object' THEN RETURN (
      SELECT coalesce(jsonb_object_agg(key, redacted_json(value, what)), '{}') FROM jsonb_each(whole));
    ELSE RETURN whole;
  END CASE;
END $$;

CREATE FUNCTION redact_text(what text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  -- What keeps history, and what would write a revision of an act that was none.
  guards oid[] := ARRAY['never', 'only_once', 'verdict_is_kept', 'document_text_is_kept', 'claim_leaves_a_revision',
    'source_leaves_a_revision', 'story_leaves_a_revision']::regproc[]::oid[];
  guard record;
  target record;
  changed bigint;
  total bigint := 0;
BEGIN
  IF char_length(btrim(what)) < 3 THEN
    RAISE EXCEPTION 'a text to redact has three letters or more'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'redacted_text_is_long_enough';
  END IF;
  -- Everything else that writes waits: what is being taken away must not be copied meanwhile.
  LOCK TABLE activity, leaves IN SHARE ROW EXCLUSIVE MODE;
  CREATE TEMP TABLE redacted_guards ON COMMIT DROP AS
    SELECT t.tgrelid::regclass::text AS relation, t.tgname AS name FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE c.relnamespace = 'public'::regnamespace AND t.tgfoid = ANY (guards) AND t.tgenabled = 'O';
  FOR guard IN SELECT * FROM redacted_guards LOOP
    EXECUTE format('ALTER TABLE %s DISABLE TRIGGER %I', guard.relation, guard.name);
  END LOOP;

  FOR target IN
    SELECT c.table_name AS relation, c.column_name AS name, c.data_type = 'jsonb' AS is_json
    FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.data_type IN ('text', 'jsonb')
      AND c.table_name IN ('claims', 'claim_revisions', 'sources', 'source_revisions', 'source_aliases', 'source_grades',
        'documents', 'stories', 'story_revisions', 'withdrawals', 'appearances', 'relations', 'evidence', 'evidence_grades',
        'verdicts', 'activity', 'intakes', 'intake_steps', 'submissions')
      AND (c.table_name, c.column_name) NOT IN (('documents', 'text_sha256'), ('intakes', 'text_sha256'),
        ('submissions', 'key'), ('activity', 'type'), ('source_aliases', 'folded'), ('claims', 'folded'))
      AND c.column_name <> 'slug'
  LOOP
    IF target.is_json THEN
      EXECUTE format('UPDATE %I SET %I = redacted_json(%2$I, $1) WHERE redacted_json(%2$I, $1) <> %2$I', target.relation,
        target.name) USING what;
    ELSIF target.relation IN ('documents', 'intakes') AND target.name = 'text' THEN
      EXECUTE format('UPDATE %I SET text = redacted(text, $1),
        text_sha256 = encode(sha256(convert_to(redacted(text, $1), ''UTF8'')), ''hex'') WHERE strpos(text, $1) > 0',
        target.relation) USING what;
    ELSE
      EXECUTE format('UPDATE %I SET %I = redacted(%2$I, $1) WHERE strpos(%2$I, $1) > 0', target.relation, target.name)
        USING what;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    total := total + changed;
  END LOOP;
  -- By how it sounds a name can be found, too.
  UPDATE source_aliases SET name_key = '' WHERE strpos(name, '█') > 0 AND name_key <> '';

  SET CONSTRAINTS ALL IMMEDIATE;
  FOR guard IN SELECT * FROM redacted_guards LOOP
    EXECUTE format('ALTER TABLE %s ENABLE TRIGGER %I', guard.relation, guard.name);
  END LOOP;
  DROP TABLE redacted_guards;
  SET CONSTRAINTS ALL DEFERRED;
  RETURN total;
END $$;

REVOKE ALL ON FUNCTION redact_text(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION redacted(text, text) FROM PUBLIC;
REVOKE ALL ON FUNCTION redacted_json(jsonb, text) FROM PUBLIC;
