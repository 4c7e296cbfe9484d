-- The log is signed by the key that its newest change of keys names, which each publication asks for.
--
-- An index of the few such lines among all the others. Existing rows: unchanged. Takes for granted: activity.

CREATE INDEX activity_key_changes ON activity (id) WHERE type = 'record.key-changed';
