-- The desk's lists, over a million claims and ten million acts: each reads as much as it shows, whatever narrows it.
-- Where the desk stands with a claim is one word in a narrow row of its own, so that any tab with any filter is a few
-- places in one index; the record is found by kinds of act; names of sources and stories stand in the order of their lists.
-- Existing rows: every claim gets its row. Takes for granted: fold_text(), the rules that always hold.

-- One row a claim. `state` is its stage, what readers are told, and `contested` or `withdrawn` where it is that:
-- 'checking unreviewed', 'published disputed contested'. lib/desk/states.ts says the same words.
CREATE TABLE desk_claims (
  claim_id uuid PRIMARY KEY REFERENCES claims (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  state text COLLATE "C" NOT NULL,
  changed_at timestamptz(3) NOT NULL,
  claimant_id uuid NOT NULL,
  story_id uuid,
  assignee_id uuid,
  -- Who proposed the verdict that waits for review.
  proposer_id uuid
);

-- Contested: somebody says otherwise, or the evidence is on both sides, and no verdict has settled who is right.
CREATE FUNCTION desk_rows(ids uuid[]) RETURNS SETOF desk_claims LANGUAGE sql STABLE AS $$
  SELECT c.id, concat_ws(' ', c.stage, told.status, CASE
      WHEN EXISTS (SELECT FROM withdrawals w WHERE w.claim_id = c.id) THEN 'withdrawn'
      WHEN c.stage <> 'set_aside' AND told.status IN ('unreviewed', 'unverified', 'corroborated', 'disputed') AND (
        EXISTS (SELECT FROM relations r WHERE r.from_claim_id = c.id AND r.type = 'counters' AND r.withdrawn_at IS NULL)
        OR EXISTS (SELECT FROM relations r WHERE r.to_claim_id = c.id AND r.type = 'counters' AND r.withdrawn_at IS NULL)
        OR (EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND e.stance = 'supports')
          AND EXISTS (SELECT FROM evidence e WHERE e.claim_id = c.id AND e.withdrawn_at IS NULL AND e.stance = 'refutes'))
      ) THEN 'contested' END),
    c.changed_at, c.claimant_id, c.story_id, c.assignee_id, p.proposer_id
  FROM claims c LEFT JOIN verdicts v ON v.id = c.current_verdict_id
    LEFT JOIN verdicts p ON p.claim_id = c.id AND p.state = 'proposed'
    CROSS JOIN LATERAL (SELECT coalesce(v.status::text, 'unreviewed') AS status) AS told
  WHERE c.id = ANY (ids)
$$;

CREATE FUNCTION desk_lists(ids uuid[]) RETURNS void LANGUAGE sql AS $$
  -- In one order, so that two acts on the same claims don't wait for each other.
  INSERT INTO desk_claims AS listed SELECT * FROM desk_rows(ids) ORDER BY claim_id
  ON CONFLICT (claim_id) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at, claimant_id = excluded.claimant_id,
    story_id = excluded.story_id, assignee_id = excluded.assignee_id, proposer_id = excluded.proposer_id
  WHERE (listed.state, listed.changed_at, listed.claimant_id, listed.story_id, listed.assignee_id, listed.proposer_id)
    IS DISTINCT FROM (excluded.state, excluded.changed_at, excluded.claimant_id, excluded.story_id, excluded.assignee_id,
      excluded.proposer_id)
$$;

CREATE FUNCTION desk_lists_claims() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM desk_lists(array_agg(id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION desk_lists_claims_of() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM desk_lists(array_agg(DISTINCT claim_id)) FROM changed HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE FUNCTION desk_lists_ends_of() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM desk_lists(array_agg(DISTINCT id)) FROM (
    SELECT from_claim_id AS id FROM changed UNION SELECT to_claim_id FROM changed) AS ends HAVING count(*) > 0;
  RETURN NULL;
END $$;
CREATE TRIGGER desk_lists_new_claims AFTER INSERT ON claims
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims();
CREATE TRIGGER desk_lists_changed_claims AFTER UPDATE ON claims
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims();
CREATE TRIGGER desk_lists_claims_of_new_verdicts AFTER INSERT ON verdicts
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims_of();
CREATE TRIGGER desk_lists_claims_of_changed_verdicts AFTER UPDATE ON verdicts
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims_of();
CREATE TRIGGER desk_lists_withdrawn_claims AFTER INSERT ON withdrawals
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims_of();
CREATE TRIGGER desk_lists_claims_of_new_evidence AFTER INSERT ON evidence
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims_of();
CREATE TRIGGER desk_lists_claims_of_changed_evidence AFTER UPDATE ON evidence
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_claims_of();
CREATE TRIGGER desk_lists_ends_of_new_relations AFTER INSERT ON relations
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_ends_of();
CREATE TRIGGER desk_lists_ends_of_changed_relations AFTER UPDATE ON relations
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION desk_lists_ends_of();

INSERT INTO desk_claims SELECT * FROM desk_rows(ARRAY(SELECT id FROM claims));

CREATE INDEX desk_claims_state ON desk_claims (state, changed_at, claim_id);
CREATE INDEX desk_claims_claimant ON desk_claims (claimant_id, state, changed_at, claim_id);
CREATE INDEX desk_claims_story ON desk_claims (story_id, state, changed_at, claim_id);
CREATE INDEX desk_claims_assignee ON desk_claims (assignee_id, state, changed_at, claim_id);

-- The claims of one source, or of one story, the last changed first; whether any changed since.
DROP INDEX claims_stage_changed_at_id_idx;
CREATE INDEX claims_changed_at_id_idx ON claims (changed_at, id);
DROP INDEX claims_claimant_id_idx;
CREATE INDEX claims_claimant_id_changed_at_id_idx ON claims (claimant_id, changed_at, id);
DROP INDEX claims_story_id_idx;
CREATE INDEX claims_story_id_changed_at_id_idx ON claims (story_id, changed_at, id);

-- Acts of one kind are few among ten million, and so are those of one person.
CREATE INDEX activity_type_id_idx ON activity (type, id);
CREATE INDEX activity_actor_id_type_id_idx ON activity (actor_id, type, id);

CREATE INDEX sources_by_name ON sources (fold_text(name), id);
CREATE INDEX sources_by_kind_and_name ON sources (kind, fold_text(name), id);
CREATE INDEX stories_created_at_id_idx ON stories (created_at, id);
DROP INDEX documents_publisher_id_idx;
CREATE INDEX documents_latest_of_publisher ON documents (publisher_id, published_on DESC NULLS LAST, id DESC);
