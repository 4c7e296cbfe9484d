-- Of words that very many claims have, a search looks for the newest claims. The marks of a stretch told which those are, but took
-- the index longer the longer the stretch: it went through all claims of it. Now every block of 16,384 claims has an index of
-- its own within one, with the number of the block before each word: of two frequent words it reads as many entries as the rarer one
-- has in the block. And stories and documents are no longer looked for among the names of places, which may be many more.
-- Existing rows: indexed. Takes for granted: claim_search, search_entries.

CREATE FUNCTION search_blocked(seq bigint, vector tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT replace(' ' || strip(vector)::text, ' ''', ' ''' || (seq >> 14) || '/')::tsvector
$$;
CREATE INDEX claim_search_blocked ON claim_search USING gin (search_blocked(seq, vector)) WITH (fastupdate = off);

DROP INDEX search_entries_vector;
CREATE INDEX search_entries_names ON search_entries USING gin (vector) WITH (fastupdate = off) WHERE kind IN ('source', 'place');
CREATE INDEX search_entries_stories ON search_entries USING gin (vector) WITH (fastupdate = off) WHERE kind = 'story';
CREATE INDEX search_entries_documents ON search_entries USING gin (vector) WITH (fastupdate = off) WHERE kind = 'document';
