-- Whose sessions or account were changed, so that every process forgets within a second what it
-- knew of them. Kept for an hour.
CREATE TABLE session_change (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX session_change_at ON session_change (at);
