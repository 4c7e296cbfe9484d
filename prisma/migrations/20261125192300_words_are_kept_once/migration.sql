-- Words of claims, stories and documents stood twice: in the first search's columns beside each row, and where the search of
-- now looks for them. Nothing asks the columns any more, and each was three stemmings and an index at every filing.
-- Existing rows: lose what can be worked out from the others. Takes for granted: the search.

DROP TRIGGER claim_is_searchable ON claims;
DROP TRIGGER document_is_searchable ON documents;
DROP TRIGGER story_is_searchable ON stories;
DROP FUNCTION claim_is_searchable();
DROP FUNCTION document_is_searchable();
DROP FUNCTION story_is_searchable();
ALTER TABLE claims DROP COLUMN search, DROP COLUMN folded;
ALTER TABLE documents DROP COLUMN search;
ALTER TABLE stories DROP COLUMN search;
DROP FUNCTION search_query(text);
DROP FUNCTION search_vector(text);
