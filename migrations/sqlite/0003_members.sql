-- The member record with the official fields; sealed columns hold ciphertext.
CREATE TABLE member (
    person_id BLOB PRIMARY KEY REFERENCES person (id) CHECK (length(person_id) = 16),
    member_uid TEXT UNIQUE,
    sex TEXT NOT NULL CHECK (sex IN ('0', '1', '2', '9')),
    birth_date TEXT NOT NULL,
    ethnicity TEXT,
    native_place TEXT,
    education TEXT,
    degree TEXT,
    school TEXT,
    major TEXT,
    member_category TEXT NOT NULL CHECK (member_category IN ('full_member', 'probationary_member')),
    party_status TEXT NOT NULL,
    applied_on TEXT,
    activist_on TEXT,
    candidate_on TEXT,
    joined_on TEXT,
    full_member_on TEXT,
    join_type TEXT,
    post_category TEXT,
    work_started_on TEXT,
    work_unit TEXT,
    audience TEXT NOT NULL DEFAULT 'general',
    id_number BLOB,
    id_number_index BLOB UNIQUE,
    mobile BLOB,
    mobile_index BLOB,
    phone BLOB,
    residence BLOB,
    household_place BLOB,
    is_floating INTEGER NOT NULL DEFAULT 0 CHECK (is_floating IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_mobile ON member (mobile_index);

-- Where somebody belongs and from when: home, floating or second. Never a column.
CREATE TABLE belonging (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('home', 'floating', 'second')),
    from_on TEXT NOT NULL,
    until_on TEXT,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX belonging_one_home ON belonging (person_id) WHERE kind = 'home' AND until_on IS NULL;
CREATE INDEX belonging_path ON belonging (path, person_id);
CREATE INDEX belonging_person ON belonging (person_id);
CREATE INDEX belonging_org ON belonging (org_id);

-- An import of a roster: staged in slices, visible by one row, undone by its id.
CREATE TABLE roster_import (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    file_id BLOB REFERENCES file (id) CHECK (length(file_id) = 16),
    file_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('checking', 'preview', 'committing', 'committed', 'cancelled', 'undone', 'failed')),
    passed INTEGER NOT NULL DEFAULT 0,
    warned INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    create_orgs INTEGER NOT NULL DEFAULT 0 CHECK (create_orgs IN (0, 1)),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE TABLE roster_row (
    import_id BLOB NOT NULL REFERENCES roster_import (id) CHECK (length(import_id) = 16),
    row_no INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('passed', 'warned', 'failed', 'committed')),
    person_id BLOB CHECK (length(person_id) = 16),
    payload BLOB NOT NULL,
    faults TEXT NOT NULL,
    PRIMARY KEY (import_id, row_no)
) STRICT;
