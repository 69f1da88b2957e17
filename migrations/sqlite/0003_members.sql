-- The member record with the official fields; sealed columns hold ciphertext.
CREATE TABLE member (
    person_id BLOB PRIMARY KEY REFERENCES person (id) CHECK (length(person_id) = 16),
    member_uid TEXT,
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
    party_posts TEXT NOT NULL DEFAULT '',
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
CREATE UNIQUE INDEX member_uid_once ON member (member_uid) WHERE member_uid IS NOT NULL;
CREATE INDEX member_mobile ON member (mobile_index) WHERE mobile_index IS NOT NULL;

-- Where somebody belongs and from when: home, floating or second. Never a column of the member.
-- `pinyin` and `stroke` copy the person's sort keys and `import_id` says which roster brought the
-- row, so that a page of a list is read from one index without looking anything else up.
CREATE TABLE belonging (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('home', 'floating', 'second')),
    from_on TEXT NOT NULL,
    until_on TEXT,
    pinyin TEXT NOT NULL DEFAULT '',
    stroke BLOB,
    import_id BLOB CHECK (length(import_id) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX belonging_one_home ON belonging (person_id) WHERE kind = 'home' AND until_on IS NULL;
CREATE INDEX belonging_path ON belonging (path, person_id);
CREATE INDEX belonging_person ON belonging (person_id);
CREATE INDEX belonging_pinyin ON belonging (pinyin, person_id, path, import_id) WHERE until_on IS NULL;
CREATE INDEX belonging_stroke ON belonging (stroke, person_id, path, import_id) WHERE until_on IS NULL;

-- An import of a roster: staged in slices, visible by one row, undone by its id.
CREATE TABLE roster_import (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
    state TEXT NOT NULL CHECK (state IN ('checking', 'preview', 'refused', 'committing', 'committed', 'cancelled', 'undoing', 'undone')),
    head BLOB NOT NULL,
    create_orgs INTEGER NOT NULL DEFAULT 0 CHECK (create_orgs IN (0, 1)),
    created_by BLOB CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX roster_import_org ON roster_import (org_id, created_at);

-- A row of the file: what it says and what is wrong with it, sealed, and what becomes of it.
CREATE TABLE roster_row (
    import_id BLOB NOT NULL REFERENCES roster_import (id) CHECK (length(import_id) = 16),
    row_no INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('passed', 'warned', 'failed')),
    outcome TEXT CHECK (outcome IN ('create', 'update', 'unchanged', 'created', 'updated', 'same', 'kept', 'undone')),
    id_index BLOB,
    person_id BLOB CHECK (length(person_id) = 16),
    payload BLOB NOT NULL,
    before BLOB,
    PRIMARY KEY (import_id, row_no)
) STRICT;

-- Imports in the middle of being written or undone: their members are not seen yet or any more.
-- The one row that is put here and taken away is what makes an import visible as a whole.
CREATE TABLE roster_hidden (
    import_id BLOB PRIMARY KEY REFERENCES roster_import (id) CHECK (length(import_id) = 16)
) STRICT;
