-- A name is found by the keys of its words, one sound more or less. Of a short name that are those of thousands of others, so
-- what sounds the same has to be told from what merely comes near: the keys of the words themselves are kept once more, as `=dmsk`.
-- Existing rows: the keys of sources and places are made anew. Takes for granted: name_keys(), search_entries.

CREATE OR REPLACE FUNCTION search_name_keys(name text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(DISTINCT near), '{}') FROM unnest(name_keys(left(name, 200))) AS key,
    LATERAL (SELECT key AS near UNION ALL SELECT '=' || key UNION ALL SELECT left(key, at - 1) || substr(key, at + 1)
      FROM generate_series(1, CASE WHEN length(key) < 3 THEN 0 ELSE length(key) END) AS at) AS each
$$;

UPDATE search_entries SET keys = search_name_keys(name) WHERE kind IN ('source', 'place');
