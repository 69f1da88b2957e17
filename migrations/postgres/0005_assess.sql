-- The question bank. A question belongs to an organisation; what it says stands in versions,
-- so that a test keeps asking what it asked. `answer` is a bit mask: bit n is option n; for a
-- statement bit 0 is right (对) and bit 1 wrong (错).
CREATE TABLE question (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('single', 'multiple', 'true_false')),
    current_number BIGINT NOT NULL CHECK (current_number >= 1),
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    retired_at BIGINT
);
CREATE INDEX question_path ON question (path, id);
CREATE TABLE question_version (
    id UUID PRIMARY KEY,
    question_id UUID NOT NULL REFERENCES question (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('single', 'multiple', 'true_false')),
    body TEXT COLLATE "C" NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    options TEXT COLLATE "C" NOT NULL,
    answer BIGINT NOT NULL CHECK (answer BETWEEN 1 AND 255),
    explanation TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    difficulty TEXT COLLATE "C" NOT NULL CHECK (difficulty IN ('easy', 'medium', 'hard')),
    tags TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (question_id, number)
);
CREATE INDEX question_version_digest ON question_version (digest);
CREATE TABLE question_tag (
    question_id UUID NOT NULL REFERENCES question (id),
    tag TEXT COLLATE "C" NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
    PRIMARY KEY (question_id, tag)
);
CREATE INDEX question_tag_tag ON question_tag (tag, question_id);

-- An import into the bank: read once, shown with its faults, then taken or left.
CREATE TABLE question_import (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    file_name TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C" NOT NULL CHECK (format IN ('sheet', 'gift', 'gaokao')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('preview', 'committed', 'cancelled')),
    drafts TEXT COLLATE "C" NOT NULL,
    faults TEXT COLLATE "C" NOT NULL,
    added BIGINT NOT NULL DEFAULT 0,
    unchanged BIGINT NOT NULL DEFAULT 0,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);

-- A paper: a fixed list of question versions with marks in hundredths.
CREATE TABLE paper (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    current_number BIGINT NOT NULL CHECK (current_number >= 0),
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX paper_path ON paper (path, id);
CREATE TABLE paper_version (
    id UUID PRIMARY KEY,
    paper_id UUID NOT NULL REFERENCES paper (id),
    number BIGINT NOT NULL CHECK (number >= 1),
    questions BIGINT NOT NULL CHECK (questions >= 1),
    full_marks BIGINT NOT NULL CHECK (full_marks >= 1),
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (paper_id, number)
);
CREATE TABLE paper_question (
    paper_version_id UUID NOT NULL REFERENCES paper_version (id),
    no BIGINT NOT NULL CHECK (no >= 1),
    question_version_id UUID NOT NULL REFERENCES question_version (id),
    full_marks BIGINT NOT NULL CHECK (full_marks >= 1),
    PRIMARY KEY (paper_version_id, no)
);
CREATE INDEX paper_question_version ON paper_question (question_version_id);

-- A test: a paper given to an audience within a window. Whether it is published or closed is a
-- row of its own, with who and when.
CREATE TABLE test (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    paper_version_id UUID NOT NULL REFERENCES paper_version (id),
    title TEXT COLLATE "C" NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    audience_org_id UUID NOT NULL REFERENCES org (id),
    audience_path TEXT COLLATE "C" NOT NULL,
    audience_kinds TEXT COLLATE "C" NOT NULL,
    required BIGINT NOT NULL CHECK (required IN (0, 1)),
    shuffled BIGINT NOT NULL CHECK (shuffled IN (0, 1)),
    shuffle_seed BIGINT NOT NULL,
    score_shown TEXT COLLATE "C" NOT NULL CHECK (score_shown IN ('after_submission', 'after_closing')),
    multiple_partial TEXT COLLATE "C" NOT NULL CHECK (multiple_partial IN ('none', 'half', 'share')),
    version BIGINT NOT NULL DEFAULT 1,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    CHECK (closes_at > opens_at)
);
CREATE INDEX test_path ON test (path, id);
CREATE INDEX test_audience ON test (audience_path, id);
CREATE INDEX test_closes ON test (closes_at);
CREATE TABLE test_publication (
    test_id UUID PRIMARY KEY REFERENCES test (id),
    at BIGINT NOT NULL,
    by_person UUID NOT NULL
);
CREATE TABLE test_closure (
    test_id UUID PRIMARY KEY REFERENCES test (id),
    at BIGINT NOT NULL,
    by_person UUID
);

-- Who need not sit a required test, and why: excused (had a reason) or waived (frail, abroad …).
CREATE TABLE test_exemption (
    test_id UUID NOT NULL REFERENCES test (id),
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('excused', 'waived')),
    reason TEXT COLLATE "C" NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    by_person UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (test_id, person_id)
);

-- One attempt of one person. `path` is where the person belonged when it began.
CREATE TABLE sitting (
    no BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    test_id UUID NOT NULL REFERENCES test (id),
    person_id UUID NOT NULL REFERENCES person (id),
    person_no BIGINT NOT NULL,
    org_no BIGINT NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    seed BIGINT NOT NULL,
    form BIGINT NOT NULL DEFAULT 1,
    UNIQUE (test_id, person_id)
);
CREATE INDEX sitting_person ON sitting (person_id);
CREATE INDEX sitting_path ON sitting (test_id, path);

-- Sittings that still must be closed or graded again: the closer's work list, nothing else.
CREATE TABLE sitting_open (
    sitting_no BIGINT PRIMARY KEY REFERENCES sitting (no),
    test_id UUID NOT NULL,
    due_at BIGINT NOT NULL
);
CREATE INDEX sitting_open_due ON sitting_open (due_at, sitting_no);
CREATE INDEX sitting_open_test ON sitting_open (test_id, sitting_no);

-- Every answer that ever arrived, append-only. The current one is derived. `late`: 0 on time,
-- 1 after the deadline, 2 after submission; late ones are kept and never counted.
CREATE TABLE answer_log (
    sitting_no BIGINT NOT NULL,
    question_no BIGINT NOT NULL,
    client BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    value BIGINT NOT NULL CHECK (value BETWEEN 0 AND 255),
    arrived_at BIGINT NOT NULL,
    late BIGINT NOT NULL CHECK (late BETWEEN 0 AND 2),
    batch BIGINT NOT NULL,
    leaf BIGINT NOT NULL,
    PRIMARY KEY (sitting_no, question_no, client, sequence)
);
-- One signature over the Merkle root of everything written together.
CREATE TABLE answer_batch (
    id BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    root BYTEA NOT NULL,
    signature BYTEA NOT NULL,
    leaves BYTEA NOT NULL
);

-- How many answers of a test have been saved, for the page that watches it; each process counts
-- in a row of its own, so that nobody waits for a counter.
CREATE TABLE test_saved (
    test_id UUID NOT NULL,
    slot BIGINT NOT NULL,
    answers BIGINT NOT NULL,
    PRIMARY KEY (test_id, slot)
);

-- The end of a sitting: by the person, or at the deadline with what was saved.
CREATE TABLE submission (
    sitting_no BIGINT PRIMARY KEY REFERENCES sitting (no),
    at BIGINT NOT NULL,
    ended_by TEXT COLLATE "C" NOT NULL CHECK (ended_by IN ('person', 'deadline', 'closure')),
    answers BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    batch BIGINT NOT NULL,
    leaf BIGINT NOT NULL
);
-- What it came to, in hundredths; `detail` is the mark of each question in the paper's order.
CREATE TABLE mark (
    sitting_no BIGINT PRIMARY KEY REFERENCES sitting (no),
    test_id UUID NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    score BIGINT NOT NULL,
    full_marks BIGINT NOT NULL,
    band BIGINT NOT NULL CHECK (band BETWEEN 0 AND 4),
    detail TEXT COLLATE "C" NOT NULL,
    graded_at BIGINT NOT NULL,
    CHECK (score BETWEEN 0 AND full_marks)
);
CREATE INDEX mark_path ON mark (test_id, path, band);
