-- How many claims a search may find was told by the planner alone, to which the words of a name are strangers to each
-- other: "Deir ez-Zor" was expected in hardly any, and read from all of thirty thousand. Now the newest stretches are looked
-- at first, which takes a moment, and where they have enough to go by it is they that tell.
-- Existing rows: none. Takes for granted: the marks of search_marks().

CREATE OR REPLACE FUNCTION search_outlook(query tsquery) RETURNS TABLE (newest int, expected int) LANGUAGE plpgsql AS $$
DECLARE
  plan json;
  last int := (SELECT coalesce(max(seq), 0) FROM claim_search);
  planned numeric;
  seen int;
  covered numeric := last - ((last >> 13) - 1) * 8192 + 1;
BEGIN
  EXECUTE 'EXPLAIN (FORMAT JSON) SELECT FROM claim_search WHERE vector @@ ' || quote_literal(query::text) || '::tsquery' INTO plan;
  planned := plan -> 0 -> 'Plan' ->> 'Plan Rows';
  IF (last >> 13) > 3 THEN
    SELECT count(*) INTO seen FROM (SELECT FROM claim_search
      WHERE vector @@ (format('(''~b%s''|''~b%s'')', last >> 13, (last >> 13) - 1)::tsquery && query) LIMIT 700) AS hits;
    planned := CASE WHEN seen >= 20 THEN seen * last / covered ELSE greatest(planned, seen * last / covered) END;
  END IF;
  RETURN QUERY SELECT last, least(planned, 2000000000)::int;
END $$;
