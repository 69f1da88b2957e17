-- One-time addresses for whoever stands outside the system, each for one purpose and one thing.
CREATE TABLE outside_door (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    purpose TEXT NOT NULL,
    subject BLOB NOT NULL CHECK (length(subject) = 16),
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    given_to TEXT NOT NULL,
    issued_by BLOB NOT NULL REFERENCES person (id) CHECK (length(issued_by) = 16),
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    closed_at INTEGER
) STRICT;
CREATE INDEX outside_door_subject ON outside_door (subject, purpose);
