-- The member record with the official fields; sealed columns hold ciphertext.
CREATE TABLE member (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    member_uid TEXT COLLATE "C",
    sex TEXT COLLATE "C" NOT NULL CHECK (sex IN ('0', '1', '2', '9')),
    birth_date TEXT COLLATE "C" NOT NULL,
    ethnicity TEXT COLLATE "C",
    native_place TEXT COLLATE "C",
    education TEXT COLLATE "C",
    degree TEXT COLLATE "C",
    school TEXT COLLATE "C",
    major TEXT COLLATE "C",
    member_category TEXT COLLATE "C" NOT NULL CHECK (member_category IN ('full_member', 'probationary_member')),
    party_status TEXT COLLATE "C" NOT NULL,
    applied_on TEXT COLLATE "C",
    activist_on TEXT COLLATE "C",
    candidate_on TEXT COLLATE "C",
    joined_on TEXT COLLATE "C",
    full_member_on TEXT COLLATE "C",
    join_type TEXT COLLATE "C",
    post_category TEXT COLLATE "C",
    work_started_on TEXT COLLATE "C",
    work_unit TEXT COLLATE "C",
    party_posts TEXT COLLATE "C" NOT NULL DEFAULT '',
    audience TEXT COLLATE "C" NOT NULL DEFAULT 'general',
    id_number BYTEA,
    id_number_index BYTEA UNIQUE,
    mobile BYTEA,
    mobile_index BYTEA,
    phone BYTEA,
    residence BYTEA,
    household_place BYTEA,
    is_floating BIGINT NOT NULL DEFAULT 0 CHECK (is_floating IN (0, 1)),
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX member_uid_once ON member (member_uid) WHERE member_uid IS NOT NULL;
CREATE INDEX member_mobile ON member (mobile_index) WHERE mobile_index IS NOT NULL;

-- Where somebody belongs and from when: home, floating or second. Never a column of the member.
-- `pinyin` and `stroke` copy the person's sort keys and `import_id` says which roster brought the
-- row, so that a page of a list is read from one index without looking anything else up.
CREATE TABLE belonging (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('home', 'floating', 'second')),
    from_on TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C",
    pinyin TEXT COLLATE "C" NOT NULL DEFAULT '',
    stroke BYTEA,
    import_id UUID,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX belonging_one_home ON belonging (person_id) WHERE kind = 'home' AND until_on IS NULL;
CREATE INDEX belonging_path ON belonging (path, person_id);
CREATE INDEX belonging_person ON belonging (person_id);
CREATE INDEX belonging_pinyin ON belonging (pinyin, person_id, path, import_id) WHERE until_on IS NULL;
CREATE INDEX belonging_stroke ON belonging (stroke, person_id, path, import_id) WHERE until_on IS NULL;

-- An import of a roster: staged in slices, visible by one row, undone by its id.
CREATE TABLE roster_import (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    file_name TEXT COLLATE "C" NOT NULL CHECK (length(file_name) <= 200),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('checking', 'preview', 'refused', 'committing', 'committed', 'cancelled', 'undoing', 'undone')),
    head BYTEA NOT NULL,
    create_orgs BIGINT NOT NULL DEFAULT 0 CHECK (create_orgs IN (0, 1)),
    created_by UUID,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX roster_import_org ON roster_import (org_id, created_at);

-- A row of the file: what it says and what is wrong with it, sealed, and what becomes of it.
CREATE TABLE roster_row (
    import_id UUID NOT NULL REFERENCES roster_import (id),
    row_no BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('passed', 'warned', 'failed')),
    outcome TEXT COLLATE "C" CHECK (outcome IN ('create', 'update', 'unchanged', 'created', 'updated', 'same', 'kept', 'undone')),
    id_index BYTEA,
    person_id UUID,
    payload BYTEA NOT NULL,
    before BYTEA,
    PRIMARY KEY (import_id, row_no)
);

-- Imports in the middle of being written or undone: their members are not seen yet or any more.
-- The one row that is put here and taken away is what makes an import visible as a whole.
CREATE TABLE roster_hidden (
    import_id UUID PRIMARY KEY REFERENCES roster_import (id)
);
