-- One-time addresses for whoever stands outside the system, each for one purpose and one thing.
CREATE TABLE outside_door (
    id UUID PRIMARY KEY,
    purpose TEXT COLLATE "C" NOT NULL,
    subject UUID NOT NULL,
    secret_hash BYTEA NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    given_to TEXT COLLATE "C" NOT NULL,
    issued_by UUID NOT NULL REFERENCES person (id),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    closed_at BIGINT
);
CREATE INDEX outside_door_subject ON outside_door (subject, purpose);
