-- Corrections by their claim: every line of a list asks when its claim was last corrected, and by the order of time the
-- answer is as far away as the number of corrections since. All of them together are few enough to be sorted.
-- Existing rows: none is touched. Takes for granted: the index that it replaces.

DROP INDEX verdicts_corrections_idx;
CREATE INDEX verdicts_corrections_idx ON verdicts (claim_id, published_at) WHERE state = 'published' AND kind = 'correction';
