-- The tree of Party organisations. `path` is fixed-width base-36 ordinals, four a level;
-- a subtree is the prefix range [path, path || '~').
CREATE TABLE org (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    no INTEGER UNIQUE,
    parent_id BLOB REFERENCES org (id) CHECK (length(parent_id) = 16),
    path TEXT NOT NULL UNIQUE,
    code TEXT UNIQUE,
    full_name TEXT NOT NULL CHECK (length(full_name) BETWEEN 2 AND 120),
    short_name TEXT NOT NULL CHECK (length(short_name) BETWEEN 1 AND 60),
    kind TEXT NOT NULL CHECK (kind IN ('primary_committee', 'working_committee', 'leading_group', 'general_branch', 'branch', 'joint_branch', 'temporary_branch', 'functional_branch', 'party_group')),
    unit_nature TEXT NOT NULL CHECK (unit_nature IN ('village', 'community', 'agency', 'institution', 'public_enterprise', 'private_enterprise', 'social_organisation', 'territory', 'other')),
    admin_division TEXT,
    approved_by TEXT,
    founded_on TEXT,
    contact TEXT,
    display_order INTEGER NOT NULL DEFAULT 0,
    children INTEGER NOT NULL DEFAULT 0,
    version INTEGER NOT NULL DEFAULT 1,
    created_at INTEGER NOT NULL,
    dissolved_on TEXT
) STRICT;
CREATE INDEX org_parent ON org (parent_id, display_order);

-- A term of an organisation's committee (届次).
CREATE TABLE term (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 1),
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    years INTEGER NOT NULL CHECK (years BETWEEN 1 AND 6),
    UNIQUE (org_id, number)
) STRICT;

-- A duty somebody holds in an organisation: a post (书记, 组织委员 …) or a platform task.
CREATE TABLE duty (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT,
    entered_by BLOB CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX duty_person ON duty (person_id);
CREATE INDEX duty_org ON duty (org_id);
CREATE TABLE org_no_last (one INTEGER PRIMARY KEY CHECK (one = 1), value INTEGER NOT NULL) STRICT;
INSERT INTO org_no_last (one, value) VALUES (1, 0);
CREATE TRIGGER org_no_next AFTER INSERT ON org WHEN NEW.no IS NULL BEGIN
    UPDATE org_no_last SET value = value + 1;
    UPDATE org SET no = (SELECT value FROM org_no_last) WHERE id = NEW.id;
END;
