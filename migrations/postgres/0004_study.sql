-- A study material of an organisation. What it says stands in versions; submission, review,
-- publication and withdrawal are rows with who and when.
CREATE TABLE material (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('text', 'pages')),
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    title_folded TEXT COLLATE "C" NOT NULL,
    current_number BIGINT NOT NULL CHECK (current_number >= 1),
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX material_org ON material (org_id);
CREATE INDEX material_created ON material (created_at, id);

-- `html` is sanitised, with an anchor at each heading; `outline` and `notes` are JSON; `body` is the
-- plain text. `sanitiser` says by which list it was cleaned: an older one is cleaned again.
CREATE TABLE material_version (
    id UUID PRIMARY KEY,
    material_id UUID NOT NULL REFERENCES material (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    source TEXT COLLATE "C" NOT NULL CHECK (length(source) <= 300),
    markdown TEXT COLLATE "C" NOT NULL,
    html TEXT COLLATE "C" NOT NULL,
    outline TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    notes TEXT COLLATE "C" NOT NULL,
    sanitiser BIGINT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes >= 0),
    pages BIGINT NOT NULL CHECK (pages >= 0),
    file_id UUID REFERENCES file (id),
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (material_id, number)
);
CREATE TABLE material_page (
    version_id UUID NOT NULL REFERENCES material_version (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    image_id UUID NOT NULL REFERENCES file (id),
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (version_id, number)
);
CREATE TABLE material_submission (
    version_id UUID PRIMARY KEY REFERENCES material_version (id),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL,
    passes BIGINT NOT NULL CHECK (passes BETWEEN 1 AND 3)
);
CREATE TABLE material_review (
    version_id UUID NOT NULL REFERENCES material_version (id),
    by_person UUID NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('passed', 'returned')),
    reason TEXT COLLATE "C" NOT NULL CHECK (length(reason) <= 1000),
    at BIGINT NOT NULL,
    PRIMARY KEY (version_id, by_person),
    CHECK (verdict = 'passed' OR length(reason) > 0)
);
CREATE TABLE material_publication (
    id UUID PRIMARY KEY,
    material_id UUID NOT NULL REFERENCES material (id),
    version_id UUID NOT NULL REFERENCES material_version (id),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX material_publication_material ON material_publication (material_id);
CREATE TABLE material_withdrawal (
    publication_id UUID PRIMARY KEY REFERENCES material_publication (id),
    cause TEXT COLLATE "C" NOT NULL CHECK (cause IN ('withdrawn', 'superseded')),
    reason TEXT COLLATE "C" NOT NULL CHECK (length(reason) <= 1000),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL
);
-- Where a member stopped reading: a place in the text, no time, for the member alone.
CREATE TABLE reading_place (
    person_id UUID NOT NULL REFERENCES person (id),
    material_id UUID NOT NULL REFERENCES material (id),
    anchor TEXT COLLATE "C" NOT NULL CHECK (length(anchor) BETWEEN 1 AND 100),
    PRIMARY KEY (person_id, material_id)
);

-- A course: chapters of units. A unit is read (a material, from an anchor on) or done in another room.
CREATE TABLE course (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    title_folded TEXT COLLATE "C" NOT NULL,
    summary TEXT COLLATE "C" NOT NULL CHECK (length(summary) <= 500),
    version BIGINT NOT NULL DEFAULT 1,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX course_org ON course (org_id);
CREATE INDEX course_created ON course (created_at, id);
CREATE TABLE course_publication (
    course_id UUID PRIMARY KEY REFERENCES course (id),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE course_withdrawal (
    course_id UUID PRIMARY KEY REFERENCES course (id),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL
);
CREATE TABLE chapter (
    id UUID PRIMARY KEY,
    course_id UUID NOT NULL REFERENCES course (id),
    place BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    removed_at BIGINT
);
CREATE INDEX chapter_course ON chapter (course_id, place);
CREATE TABLE unit (
    id UUID PRIMARY KEY,
    course_id UUID NOT NULL REFERENCES course (id),
    chapter_id UUID NOT NULL REFERENCES chapter (id),
    place BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    kind TEXT COLLATE "C" NOT NULL CHECK (length(kind) BETWEEN 1 AND 40),
    material_id UUID REFERENCES material (id),
    anchor TEXT COLLATE "C" NOT NULL CHECK (length(anchor) <= 100),
    activity_id TEXT COLLATE "C" NOT NULL CHECK (length(activity_id) <= 64),
    removed_at BIGINT,
    CHECK ((kind = 'reading') = (material_id IS NOT NULL))
);
CREATE INDEX unit_course ON unit (course_id, place);
CREATE INDEX unit_material ON unit (material_id);

-- A plan: a course for kinds of member in a subtree, by a day. No kind named means everybody.
CREATE TABLE plan (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    course_id UUID NOT NULL REFERENCES course (id),
    audience_org_id UUID NOT NULL REFERENCES org (id),
    audience_kinds TEXT COLLATE "C" NOT NULL,
    opens_on TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK (due_on >= opens_on)
);
CREATE INDEX plan_org ON plan (org_id);
CREATE INDEX plan_course ON plan (course_id);
CREATE INDEX plan_audience ON plan (audience_org_id);
CREATE INDEX plan_due ON plan (due_on, id);
CREATE TABLE plan_withdrawal (
    plan_id UUID PRIMARY KEY REFERENCES plan (id),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL
);
-- A passed date reminds a member twice, on their own page only.
CREATE TABLE plan_reminder (
    plan_id UUID NOT NULL REFERENCES plan (id),
    person_id UUID NOT NULL REFERENCES person (id),
    number BIGINT NOT NULL CHECK (number IN (1, 2)),
    at BIGINT NOT NULL,
    PRIMARY KEY (plan_id, person_id, number)
);
CREATE INDEX plan_reminder_person ON plan_reminder (person_id);
-- How far the reminders of a plan have been written: a slice at a time, through the tree.
CREATE TABLE plan_reminding (
    plan_id UUID NOT NULL REFERENCES plan (id),
    number BIGINT NOT NULL CHECK (number IN (1, 2)),
    after_path TEXT COLLATE "C" NOT NULL,
    after_id UUID NOT NULL,
    done_at BIGINT,
    PRIMARY KEY (plan_id, number)
);

-- What a member says they have read. The client's id makes a retry harmless.
CREATE TABLE unit_finish (
    person_id UUID NOT NULL REFERENCES person (id),
    unit_id UUID NOT NULL REFERENCES unit (id),
    client_id UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, unit_id),
    UNIQUE (person_id, client_id)
);
-- All evidence of a course is there.
CREATE TABLE course_finish (
    person_id UUID NOT NULL REFERENCES person (id),
    course_id UUID NOT NULL REFERENCES course (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (person_id, course_id)
);
CREATE INDEX course_finish_course ON course_finish (course_id, person_id);
