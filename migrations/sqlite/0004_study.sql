-- A study material of an organisation. What it says stands in versions; submission, review,
-- publication and withdrawal are rows with who and when.
CREATE TABLE material (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('text', 'pages')),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    title_folded TEXT NOT NULL,
    current_number INTEGER NOT NULL CHECK (current_number >= 1),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX material_org ON material (org_id);
CREATE INDEX material_created ON material (created_at, id);

-- `html` is sanitised, with an anchor at each heading; `outline` and `notes` are JSON; `body` is the
-- plain text. `sanitiser` says by which list it was cleaned: an older one is cleaned again.
CREATE TABLE material_version (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    material_id BLOB NOT NULL REFERENCES material (id) CHECK (length(material_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 1),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    source TEXT NOT NULL CHECK (length(source) <= 300),
    markdown TEXT NOT NULL,
    html TEXT NOT NULL,
    outline TEXT NOT NULL,
    body TEXT NOT NULL,
    notes TEXT NOT NULL,
    sanitiser INTEGER NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    pages INTEGER NOT NULL CHECK (pages >= 0),
    file_id BLOB REFERENCES file (id) CHECK (length(file_id) = 16),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (material_id, number)
) STRICT;
CREATE TABLE material_page (
    version_id BLOB NOT NULL REFERENCES material_version (id) CHECK (length(version_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 1),
    image_id BLOB NOT NULL REFERENCES file (id) CHECK (length(image_id) = 16),
    body TEXT NOT NULL,
    PRIMARY KEY (version_id, number)
) STRICT;
CREATE TABLE material_submission (
    version_id BLOB PRIMARY KEY REFERENCES material_version (id) CHECK (length(version_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL,
    passes INTEGER NOT NULL CHECK (passes BETWEEN 1 AND 3)
) STRICT;
CREATE TABLE material_review (
    version_id BLOB NOT NULL REFERENCES material_version (id) CHECK (length(version_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    verdict TEXT NOT NULL CHECK (verdict IN ('passed', 'returned')),
    reason TEXT NOT NULL CHECK (length(reason) <= 1000),
    at INTEGER NOT NULL,
    PRIMARY KEY (version_id, by_person),
    CHECK (verdict = 'passed' OR length(reason) > 0)
) STRICT;
CREATE TABLE material_publication (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    material_id BLOB NOT NULL REFERENCES material (id) CHECK (length(material_id) = 16),
    version_id BLOB NOT NULL REFERENCES material_version (id) CHECK (length(version_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX material_publication_material ON material_publication (material_id);
CREATE TABLE material_withdrawal (
    publication_id BLOB PRIMARY KEY REFERENCES material_publication (id) CHECK (length(publication_id) = 16),
    cause TEXT NOT NULL CHECK (cause IN ('withdrawn', 'superseded')),
    reason TEXT NOT NULL CHECK (length(reason) <= 1000),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
-- Where a member stopped reading: a place in the text, no time, for the member alone.
CREATE TABLE reading_place (
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    material_id BLOB NOT NULL REFERENCES material (id) CHECK (length(material_id) = 16),
    anchor TEXT NOT NULL CHECK (length(anchor) BETWEEN 1 AND 100),
    PRIMARY KEY (person_id, material_id)
) STRICT;

-- A course: chapters of units. A unit is read (a material, from an anchor on) or done in another room.
CREATE TABLE course (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    title_folded TEXT NOT NULL,
    summary TEXT NOT NULL CHECK (length(summary) <= 500),
    version INTEGER NOT NULL DEFAULT 1,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX course_org ON course (org_id);
CREATE INDEX course_created ON course (created_at, id);
CREATE TABLE course_publication (
    course_id BLOB PRIMARY KEY REFERENCES course (id) CHECK (length(course_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE course_withdrawal (
    course_id BLOB PRIMARY KEY REFERENCES course (id) CHECK (length(course_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE chapter (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    course_id BLOB NOT NULL REFERENCES course (id) CHECK (length(course_id) = 16),
    place INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    removed_at INTEGER
) STRICT;
CREATE INDEX chapter_course ON chapter (course_id, place);
CREATE TABLE unit (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    course_id BLOB NOT NULL REFERENCES course (id) CHECK (length(course_id) = 16),
    chapter_id BLOB NOT NULL REFERENCES chapter (id) CHECK (length(chapter_id) = 16),
    place INTEGER NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    material_id BLOB REFERENCES material (id) CHECK (length(material_id) = 16),
    anchor TEXT NOT NULL CHECK (length(anchor) <= 100),
    activity_id TEXT NOT NULL CHECK (length(activity_id) <= 64),
    removed_at INTEGER,
    CHECK ((kind = 'reading') = (material_id IS NOT NULL))
) STRICT;
CREATE INDEX unit_course ON unit (course_id, place);
CREATE INDEX unit_material ON unit (material_id);

-- A plan: a course for kinds of member in a subtree, by a day. No kind named means everybody.
CREATE TABLE plan (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    course_id BLOB NOT NULL REFERENCES course (id) CHECK (length(course_id) = 16),
    audience_org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(audience_org_id) = 16),
    audience_kinds TEXT NOT NULL,
    opens_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    CHECK (due_on >= opens_on)
) STRICT;
CREATE INDEX plan_org ON plan (org_id);
CREATE INDEX plan_course ON plan (course_id);
CREATE INDEX plan_audience ON plan (audience_org_id);
CREATE INDEX plan_due ON plan (due_on, id);
CREATE TABLE plan_withdrawal (
    plan_id BLOB PRIMARY KEY REFERENCES plan (id) CHECK (length(plan_id) = 16),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
-- A passed date reminds a member twice, on their own page only.
CREATE TABLE plan_reminder (
    plan_id BLOB NOT NULL REFERENCES plan (id) CHECK (length(plan_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    number INTEGER NOT NULL CHECK (number IN (1, 2)),
    at INTEGER NOT NULL,
    PRIMARY KEY (plan_id, person_id, number)
) STRICT;
CREATE INDEX plan_reminder_person ON plan_reminder (person_id);
-- How far the reminders of a plan have been written: a slice at a time, through the tree.
CREATE TABLE plan_reminding (
    plan_id BLOB NOT NULL REFERENCES plan (id) CHECK (length(plan_id) = 16),
    number INTEGER NOT NULL CHECK (number IN (1, 2)),
    after_path TEXT NOT NULL,
    after_id BLOB NOT NULL CHECK (length(after_id) = 16),
    done_at INTEGER,
    PRIMARY KEY (plan_id, number)
) STRICT;

-- What a member says they have read. The client's id makes a retry harmless.
CREATE TABLE unit_finish (
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    unit_id BLOB NOT NULL REFERENCES unit (id) CHECK (length(unit_id) = 16),
    client_id BLOB NOT NULL CHECK (length(client_id) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (person_id, unit_id),
    UNIQUE (person_id, client_id)
) STRICT;
-- All evidence of a course is there.
CREATE TABLE course_finish (
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    course_id BLOB NOT NULL REFERENCES course (id) CHECK (length(course_id) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (person_id, course_id)
) STRICT;
CREATE INDEX course_finish_course ON course_finish (course_id, person_id);
