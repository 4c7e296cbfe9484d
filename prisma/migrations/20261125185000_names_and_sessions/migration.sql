-- Names of sources as they stand and by their keys, found without reading all of them; the newest and the open sessions of
-- everybody at the desk. Existing rows: none is touched. Takes for granted: the foundation.

CREATE INDEX source_aliases_as_folded ON source_aliases (folded);
CREATE INDEX source_aliases_by_key ON source_aliases (name_key);
DROP INDEX user_sessions_user_id_idx;
CREATE INDEX user_sessions_user_id_created_at_idx ON user_sessions (user_id, created_at);
CREATE INDEX user_sessions_user_id_expires_at_idx ON user_sessions (user_id, expires_at);
