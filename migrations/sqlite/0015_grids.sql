-- Members at home by year of birth, education, work and minority stand ready to be counted; those
-- of a city that exists already are counted here once.
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.born.' || SUBSTR(m.birth_date, 1, 4), COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL AND m.birth_date >= '1900' AND m.birth_date < '2100'
GROUP BY b.path, SUBSTR(m.birth_date, 1, 4);
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.education.' || SUBSTR(m.education, 1, 1), COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL AND SUBSTR(m.education, 1, 1) IN ('1', '2', '3', '4', '6', '7', '8', '9')
GROUP BY b.path, SUBSTR(m.education, 1, 1);
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.post.' || m.post_category, COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL
  AND m.post_category IN ('worker', 'farmer', 'professional', 'manager', 'civil_servant', 'student', 'other', 'retired')
GROUP BY b.path, m.post_category;
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.minority', COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL AND m.ethnicity IS NOT NULL AND m.ethnicity <> '01'
GROUP BY b.path;

-- A term that ends earlier or later than it should, by at most a year and by the superior's word
-- (关于党的基层组织任期的意见).
CREATE TABLE term_shift (
    term_id BLOB PRIMARY KEY REFERENCES term (id) CHECK (length(term_id) = 16),
    ends_on TEXT NOT NULL,
    approved_by TEXT NOT NULL CHECK (length(approved_by) BETWEEN 1 AND 120),
    approved_on TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
-- How the superior reminded of the end of a term: by letter or by telephone.
CREATE TABLE term_reminder (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    term_id BLOB NOT NULL REFERENCES term (id) CHECK (length(term_id) = 16),
    way TEXT NOT NULL CHECK (way IN ('letter', 'call', 'talk')),
    reminded_on TEXT NOT NULL,
    words TEXT NOT NULL DEFAULT '' CHECK (length(words) <= 500),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX term_reminder_term ON term_reminder (term_id, reminded_on);

-- The units of a joint branch (联合党支部).
CREATE TABLE joint_unit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 2 AND 120),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    UNIQUE (org_id, name)
) STRICT;

-- What stands out about an organisation by the rules of setting up and of terms: found again and
-- again from the sums, so that a list of a whole city needs no search.
CREATE TABLE org_finding (
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    code TEXT NOT NULL,
    path TEXT NOT NULL,
    number INTEGER NOT NULL DEFAULT 0,
    day TEXT,
    PRIMARY KEY (org_id, code)
) STRICT;
CREATE INDEX org_finding_code ON org_finding (code, path);
CREATE INDEX org_finding_path ON org_finding (path);

-- Grids (网格): a place with households and people who answer for it, linked to an organisation.
-- A grid is no organisation, and no resident stands in it by name.
CREATE TABLE grid (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    place TEXT NOT NULL DEFAULT '' CHECK (length(place) <= 300),
    households INTEGER NOT NULL CHECK (households BETWEEN 0 AND 100000),
    branch_id BLOB REFERENCES org (id) CHECK (length(branch_id) = 16),
    covered INTEGER NOT NULL DEFAULT 0 CHECK (covered BETWEEN 0 AND households),
    group_count INTEGER NOT NULL DEFAULT 0,
    large INTEGER NOT NULL DEFAULT 0 CHECK (large IN (0, 1)),
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1)),
    version INTEGER NOT NULL DEFAULT 1,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX grid_name ON grid (org_id, name) WHERE gone = 0;
CREATE INDEX grid_path ON grid (path, id);
CREATE INDEX grid_branch ON grid (branch_id) WHERE branch_id IS NOT NULL;
CREATE INDEX grid_no_branch ON grid (path, id) WHERE gone = 0 AND branch_id IS NULL;
CREATE INDEX grid_no_group ON grid (path, id) WHERE gone = 0 AND branch_id IS NOT NULL AND group_count = 0;
CREATE INDEX grid_uncovered ON grid (path, id) WHERE gone = 0 AND covered < households;
CREATE INDEX grid_large ON grid (path, id) WHERE gone = 0 AND large = 1;
CREATE TABLE grid_person (
    grid_id BLOB NOT NULL REFERENCES grid (id) CHECK (length(grid_id) = 16),
    no INTEGER NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('head', 'worker', 'helper')),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    PRIMARY KEY (grid_id, no)
) STRICT;
-- The party groups (楼栋党小组) of a grid, and how many households each looks after.
CREATE TABLE grid_group (
    grid_id BLOB NOT NULL REFERENCES grid (id) CHECK (length(grid_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    households INTEGER NOT NULL CHECK (households BETWEEN 0 AND 100000),
    PRIMARY KEY (grid_id, org_id)
) STRICT;
CREATE TABLE grid_import (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    file_name TEXT NOT NULL CHECK (length(file_name) <= 200),
    state TEXT NOT NULL CHECK (state IN ('preview', 'committed', 'cancelled')),
    drafts TEXT NOT NULL,
    faults TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX grid_import_org ON grid_import (org_id, created_at);

-- Records that indicators count, by place and time, so that a number opens what lies beneath it.
CREATE TABLE indicator_fact (
    seq INTEGER PRIMARY KEY,
    verb TEXT NOT NULL,
    path TEXT NOT NULL,
    at INTEGER NOT NULL,
    object_kind INTEGER NOT NULL,
    object_id BLOB NOT NULL CHECK (length(object_id) = 16),
    result INTEGER
) STRICT;
CREATE INDEX indicator_fact_verb ON indicator_fact (verb, at, seq);
CREATE INDEX indicator_fact_path ON indicator_fact (path, verb, at);

-- Who compared a rule of a secondary source with the local text, and when.
CREATE TABLE rule_confirmation (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    rule_key TEXT NOT NULL,
    effective TEXT NOT NULL,
    value TEXT NOT NULL,
    words TEXT NOT NULL CHECK (length(words) BETWEEN 1 AND 500),
    confirmed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(confirmed_by) = 16),
    confirmed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rule_confirmation_key ON rule_confirmation (rule_key, confirmed_at);

-- Organisations are found by their names: an import names one in each row.
CREATE INDEX org_full_name ON org (full_name);
CREATE INDEX org_short_name ON org (short_name);
