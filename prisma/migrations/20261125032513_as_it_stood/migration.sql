-- Indices in the order of time, for "when did this page change before and after that moment?" over the whole site.
-- Existing rows: none is touched. Takes for granted: the record, whose revisions count from 1, the filing itself.

CREATE INDEX verdicts_published_at_idx ON verdicts (published_at) WHERE state = 'published';
-- Corrections are few among many verdicts, and are counted and listed by themselves.
CREATE INDEX verdicts_corrections_idx ON verdicts (published_at, id) WHERE state = 'published' AND kind = 'correction';
CREATE INDEX verdicts_overtaken_by_claim_id_idx ON verdicts (overtaken_by_claim_id) WHERE overtaken_by_claim_id IS NOT NULL;
CREATE INDEX withdrawals_withdrawn_at_idx ON withdrawals (withdrawn_at);
CREATE INDEX claim_revisions_edits_idx ON claim_revisions (at) WHERE version > 1;
CREATE INDEX source_revisions_edits_idx ON source_revisions (at) WHERE version > 1;
CREATE INDEX story_revisions_edits_idx ON story_revisions (at) WHERE version > 1;
CREATE INDEX appearances_public_since_idx ON appearances (public_since);
CREATE INDEX appearances_withdrawn_at_idx ON appearances (withdrawn_at) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX source_grades_graded_at_idx ON source_grades (graded_at);
CREATE INDEX document_origins_at_idx ON document_origins (at);
