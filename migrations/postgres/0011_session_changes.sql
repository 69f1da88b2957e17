-- Whose sessions or account were changed, so that every process forgets within a second what it
-- knew of them. Kept for an hour.
CREATE TABLE session_change (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL
);
CREATE INDEX session_change_at ON session_change (at);
