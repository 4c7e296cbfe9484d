-- What narrows a search stands beside the words, as marks that no word looks like: "troops" said in June, in Arabic, is
-- then read from the index as one question. Each column is asked too, so a mark only has to be there. Counting the claims
-- of a place or a claimant reads their index alone.
-- Existing rows: every claim gets its marks. Takes for granted: the search.

-- Who said it, the story, which stretch of the count it belongs to, short and long, its status, its language, its place
-- and the month that it was said in; the years where that is not known.
CREATE FUNCTION search_marks(seq bigint, claimant uuid, story uuid, status text, language text, place text, said_from date, said_to date)
RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT array_remove(ARRAY['~s' || claimant::text, '~t' || story::text, '~b' || (seq >> 13)::text, '~c' || (seq >> 16)::text,
    '~u' || status, '~l' || language, '~p' || left(md5(place), 12),
    CASE WHEN date_trunc('month', said_from::timestamp) = date_trunc('month', said_to::timestamp)
      THEN '~m' || date_part('year', said_from::timestamp)::int::text || '-' || date_part('month', said_from::timestamp)::int::text
      ELSE '~y' || date_part('year', said_from::timestamp)::int::text END,
    CASE WHEN date_trunc('month', said_from::timestamp) <> date_trunc('month', said_to::timestamp)
      THEN '~y' || date_part('year', said_to::timestamp)::int::text END], NULL)
$$;

CREATE OR REPLACE FUNCTION find_claims(ids uuid[]) RETURNS void LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO claim_search AS cs (claim_id, seq, listed_at, public_since, withdrawn_at, status, claimant_id, story_id,
      language, said_from, said_to, place, vector)
    SELECT id, seq, listed_at, public_since, withdrawn_at, status, claimant_id, story_id, language, said_from, said_to, place,
      search_vector_of(ARRAY[proposition, wording, place_name], '{A,B,B}')
        || array_to_tsvector(search_marks(seq, claimant_id, story_id, status, language, place, said_from, said_to))
    FROM (
      SELECT c.id, numbered.seq, coalesce(v.published_at, c.public_since, c.filed_at) AS listed_at, c.public_since, w.withdrawn_at,
        coalesce(v.status::text, 'unreviewed') AS status, c.claimant_id, c.story_id,
        split_part(c.wording_language, '-', 1) AS language, c.said_on AS said_from,
        (CASE c.said_precision WHEN 'year' THEN c.said_on + interval '1 year - 1 day'
          WHEN 'month' THEN c.said_on + interval '1 month - 1 day' ELSE c.said_on END)::date AS said_to,
        fold_text(c.place_name) AS place, c.proposition, c.wording, c.place_name
      FROM (
        SELECT id, coalesce((SELECT known.seq FROM claim_search known WHERE known.claim_id = id),
          nextval('claim_search_seq_seq')) AS seq
        FROM (SELECT claims.id FROM claims WHERE claims.id = ANY (ids) ORDER BY filed_at, claims.id) AS ordered
      ) AS numbered JOIN claims c ON c.id = numbered.id
        LEFT JOIN verdicts v ON v.id = c.current_verdict_id LEFT JOIN withdrawals w ON w.claim_id = c.id
    ) AS told
  ON CONFLICT (claim_id) DO UPDATE SET listed_at = excluded.listed_at, public_since = excluded.public_since,
    withdrawn_at = excluded.withdrawn_at, status = excluded.status, claimant_id = excluded.claimant_id,
    story_id = excluded.story_id, language = excluded.language, said_from = excluded.said_from,
    said_to = excluded.said_to, place = excluded.place, vector = excluded.vector;
  PERFORM learn_words(ARRAY(SELECT DISTINCT lexeme FROM claim_search s, unnest(tsvector_to_array(s.vector)) AS lexeme
    WHERE s.claim_id = ANY (ids) AND lexeme !~ '^~' ORDER BY lexeme));
  INSERT INTO search_entries (kind, ref, name, keys, vector)
    SELECT 'place', folded, name, search_name_keys(name), search_vector_of(ARRAY[name], '{A}') FROM (
      SELECT DISTINCT ON (fold_text(c.place_name)) fold_text(c.place_name) AS folded, c.place_name AS name
      FROM claims c WHERE c.id = ANY (ids) AND c.place_name IS NOT NULL
    ) AS places
    WHERE folded <> '' AND NOT EXISTS (SELECT FROM search_entries e WHERE e.kind = 'place' AND e.ref = folded);
END $$;

UPDATE claim_search SET vector = vector
  || array_to_tsvector(search_marks(seq, claimant_id, story_id, status, language, place, said_from, said_to));

DROP INDEX claim_search_claimant;
DROP INDEX claim_search_place;
CREATE INDEX claim_search_claimant ON claim_search (claimant_id, listed_at DESC, claim_id DESC, public_since, withdrawn_at);
CREATE INDEX claim_search_place ON claim_search (place, listed_at DESC, claim_id DESC, public_since, withdrawn_at);
-- With the kind in it, it was taken to read all names by their kind, whose keys were then compared one by one.
DROP INDEX search_entries_ref;
CREATE INDEX search_entries_ref ON search_entries (ref);

-- How many claims there are, and how many of them the planner expects to have what a query asks for: from that a search
-- knows how far back it has to look for the newest.
CREATE FUNCTION search_outlook(query tsquery) RETURNS TABLE (newest int, expected int) LANGUAGE plpgsql AS $$
DECLARE
  plan json;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM claim_search WHERE vector @@ ' || quote_literal(query::text) || '::tsquery' INTO plan;
  RETURN QUERY SELECT coalesce(max(seq), 0)::int, (plan -> 0 -> 'Plan' ->> 'Plan Rows')::numeric::int FROM claim_search;
END $$;
