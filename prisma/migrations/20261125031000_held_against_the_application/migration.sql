-- What holds against whoever has the application's role and not only against its mistakes.
--
-- Triggers look names up in the schema and nowhere before it, so that a temporary table or function can't stand in for
-- ours; an answer once given to a request is kept; nothing leaves the outbox before it is published.
-- The rights themselves are given at each start, by scripts/launcher/grants.mjs.
-- Existing rows: unchanged. Takes for granted: the rules that always hold, and that later functions set their path
-- themselves, which a test demands.

DO $$
DECLARE
  each regprocedure;
BEGIN
  FOR each IN
    SELECT p.oid::regprocedure FROM pg_proc p
    WHERE p.pronamespace = 'public'::regnamespace
      AND (p.prorettype = 'trigger'::regtype OR p.proname = 'index_claims')
      AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting WHERE setting LIKE 'search_path=%')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
  LOOP
    EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', each);
  END LOOP;
END $$;

CREATE TRIGGER submission_is_kept BEFORE UPDATE OR DELETE ON submissions
  FOR EACH ROW EXECUTE FUNCTION only_once('result');

CREATE FUNCTION outbox_is_published_first() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.done_at IS NULL THEN
    RAISE EXCEPTION 'row % of the outbox is not published yet', OLD.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'outbox_is_published_first';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER outbox_is_published_first BEFORE DELETE ON outbox
  FOR EACH ROW EXECUTE FUNCTION outbox_is_published_first();
