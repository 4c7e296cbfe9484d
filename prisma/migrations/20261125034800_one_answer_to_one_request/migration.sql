-- A machine that reuses the id of a request for something else is told so, which takes finding what came under that id.
-- Existing rows: indexed. Takes for granted: keys begin with the id of the request and a colon.

CREATE INDEX submissions_by_request ON submissions (split_part(key, ':', 1));
