-- Words of claims, stories and documents stood twice: in the first search's columns beside each row, and where the search of
-- now looks for them. Nothing asks the columns any more, and each was three stemmings and an index at every filing.
-- Existing rows: keep what their columns have, and processes of the last version their columns; they can go with a version
-- that no process of this one runs beside. Takes for granted: the search.

DROP TRIGGER claim_is_searchable ON claims;
DROP TRIGGER document_is_searchable ON documents;
DROP TRIGGER story_is_searchable ON stories;
DROP FUNCTION claim_is_searchable();
DROP FUNCTION document_is_searchable();
DROP FUNCTION story_is_searchable();
DROP INDEX claims_search_idx;
DROP INDEX claims_folded_idx;
DROP INDEX documents_search_idx;
DROP INDEX stories_search_idx;
