-- Who somebody is: a name and its sort keys. Member, staff or both.
CREATE TABLE person (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    no INTEGER UNIQUE,
    full_name TEXT NOT NULL CHECK (length(full_name) BETWEEN 1 AND 60),
    pinyin TEXT NOT NULL,
    initials TEXT NOT NULL,
    spelled TEXT NOT NULL,
    stroke BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX person_pinyin ON person (pinyin, id);
CREATE INDEX person_stroke ON person (stroke, id);
CREATE INDEX person_initials ON person (initials, id);
CREATE INDEX person_spelled ON person (spelled, id);
CREATE INDEX person_name ON person (full_name, id);

-- How somebody signs in. No default account exists; each begins with an invitation. The kind of
-- password says which rules it was held to when it was set: staff duties ask for more.
CREATE TABLE account (
    person_id BLOB PRIMARY KEY REFERENCES person (id) CHECK (length(person_id) = 16),
    login_name TEXT UNIQUE,
    mobile_index BLOB UNIQUE,
    password_hash TEXT,
    password_kind TEXT CHECK (password_kind IN ('pin', 'member', 'staff')),
    password_set_on TEXT,
    state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled')),
    locale TEXT NOT NULL DEFAULT 'zh-CN',
    elder INTEGER NOT NULL DEFAULT 0 CHECK (elder IN (0, 1)),
    misses INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER,
    created_at INTEGER NOT NULL
) STRICT;

-- A one-time link for staff, a printed slip for members.
CREATE TABLE invitation (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('setup', 'staff_link', 'slip')),
    secret_hash BLOB NOT NULL UNIQUE,
    code_hash BLOB,
    issued_by BLOB CHECK (length(issued_by) = 16),
    issued_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    misses INTEGER NOT NULL DEFAULT 0,
    used_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX invitation_person ON invitation (person_id);
CREATE INDEX invitation_code ON invitation (code_hash);

-- Opaque tokens, stored hashed. Expiry is a day, and no moment of use is kept.
CREATE TABLE session (
    token_hash BLOB PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    device TEXT NOT NULL,
    device_hash BLOB,
    kind TEXT NOT NULL CHECK (kind IN ('own', 'shared', 'staff')),
    created_on TEXT NOT NULL,
    expires_on TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person_id);

-- People who use one phone: a name picker, each with a PIN.
CREATE TABLE device_person (
    device_hash BLOB NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    pin_hash TEXT,
    misses INTEGER NOT NULL DEFAULT 0,
    added_on TEXT NOT NULL,
    PRIMARY KEY (device_hash, person_id)
) STRICT;

-- What a person may do and within which subtree; rebuilt from duties.
CREATE TABLE grants (
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    permission TEXT NOT NULL,
    path_lo TEXT NOT NULL,
    path_hi TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    duty_id BLOB NOT NULL CHECK (length(duty_id) = 16),
    PRIMARY KEY (person_id, permission, path_lo, duty_id)
) STRICT;
CREATE INDEX grants_duty ON grants (duty_id);

-- Who did what, append-only; a chainer links the rows into a hash chain each second.
CREATE TABLE audit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    seq INTEGER UNIQUE,
    at INTEGER NOT NULL,
    actor BLOB CHECK (length(actor) = 16),
    action TEXT NOT NULL,
    object_kind TEXT NOT NULL,
    object_id BLOB CHECK (length(object_id) = 16),
    subject BLOB CHECK (length(subject) = 16),
    org_path TEXT NOT NULL,
    reason TEXT,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject, at);
CREATE INDEX audit_object ON audit (object_id, at);
CREATE INDEX audit_at ON audit (at);
CREATE TABLE audit_link (
    pos INTEGER PRIMARY KEY,
    audit_id BLOB NOT NULL UNIQUE REFERENCES audit (id) CHECK (length(audit_id) = 16),
    hash BLOB NOT NULL
) STRICT;
-- What the chainer has still to link: a row comes with each audit row and goes with its link,
-- so that nobody has to look for the gaps which late commits leave in `seq`.
CREATE TABLE audit_unlinked (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    audit_id BLOB NOT NULL UNIQUE REFERENCES audit (id) CHECK (length(audit_id) = 16)
) STRICT;

-- What the rooms tell the city: dated facts in one stream, followed by `pos`.
CREATE TABLE record (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    pos INTEGER UNIQUE,
    at INTEGER NOT NULL,
    verb INTEGER NOT NULL,
    visibility INTEGER NOT NULL CHECK (visibility BETWEEN 1 AND 4),
    actor_no INTEGER NOT NULL,
    org_no INTEGER NOT NULL,
    object_kind INTEGER NOT NULL,
    object_id BLOB NOT NULL CHECK (length(object_id) = 16),
    result INTEGER,
    detail TEXT
) STRICT;
CREATE INDEX record_actor ON record (actor_no, at);

-- Counts that stand ready at every ancestor, and the changes not yet folded into them.
CREATE TABLE tally (
    path TEXT NOT NULL,
    indicator TEXT NOT NULL,
    value INTEGER NOT NULL,
    PRIMARY KEY (path, indicator)
) STRICT;
CREATE TABLE tally_delta (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    indicator TEXT NOT NULL,
    delta INTEGER NOT NULL
) STRICT;

-- Files by content; the bytes lie in a folder under their hash.
CREATE TABLE file (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL CHECK (bytes >= 0),
    media_type TEXT NOT NULL,
    name TEXT NOT NULL,
    created_by BLOB CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX file_hash ON file (hash);

-- Work that must happen even if this process dies now.
CREATE TABLE job (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    dedupe TEXT UNIQUE,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    run_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    lease_until INTEGER,
    last_error TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (state, run_at);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Complaints and suggestions about the platform, answered in the product.
CREATE TABLE complaint (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    reference TEXT NOT NULL UNIQUE,
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE complaint_answer (
    complaint_id BLOB PRIMARY KEY REFERENCES complaint (id) CHECK (length(complaint_id) = 16),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    answered_by BLOB NOT NULL CHECK (length(answered_by) = 16),
    answered_at INTEGER NOT NULL
) STRICT;
CREATE TABLE person_no_last (one INTEGER PRIMARY KEY CHECK (one = 1), value INTEGER NOT NULL) STRICT;
INSERT INTO person_no_last (one, value) VALUES (1, 0);
CREATE TRIGGER person_no_next AFTER INSERT ON person WHEN NEW.no IS NULL BEGIN
    UPDATE person_no_last SET value = value + 1;
    UPDATE person SET no = (SELECT value FROM person_no_last) WHERE id = NEW.id;
END;
CREATE TABLE audit_seq_last (one INTEGER PRIMARY KEY CHECK (one = 1), value INTEGER NOT NULL) STRICT;
INSERT INTO audit_seq_last (one, value) VALUES (1, 0);
CREATE TRIGGER audit_seq_next AFTER INSERT ON audit WHEN NEW.seq IS NULL BEGIN
    UPDATE audit_seq_last SET value = value + 1;
    UPDATE audit SET seq = (SELECT value FROM audit_seq_last) WHERE id = NEW.id;
END;
-- sqlite only
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN OLD.seq IS NOT NULL BEGIN
    SELECT RAISE(ABORT, 'this table is append-only');
END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'this table is append-only');
END;
CREATE TRIGGER audit_link_no_update BEFORE UPDATE ON audit_link BEGIN
    SELECT RAISE(ABORT, 'this table is append-only');
END;
CREATE TRIGGER audit_link_no_delete BEFORE DELETE ON audit_link BEGIN
    SELECT RAISE(ABORT, 'this table is append-only');
END;
-- end
