-- Names of sources and places are found by the keys of name_keys, one sound more or less, so that those of another script
-- are among what is ranked: every key of a name, and what is left of it when any one sound is taken out. That is nearKeys
-- in lib/names/keys.ts.
-- Existing rows: the keys of sources and places are made anew. Takes for granted: name_keys(), search_entries.

CREATE OR REPLACE FUNCTION search_name_keys(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT near), '{}') FROM unnest(name_keys(left(name, 200))) AS key,
    LATERAL (SELECT key AS near UNION ALL SELECT left(key, at - 1) || substr(key, at + 1)
      FROM generate_series(1, CASE WHEN length(key) < 3 THEN 0 ELSE length(key) END) AS at) AS each
$$;

UPDATE search_entries SET keys = search_name_keys(name) WHERE kind IN ('source', 'place');
