-- The question bank. A question belongs to an organisation; what it says stands in versions,
-- so that a test keeps asking what it asked. `answer` is a bit mask: bit n is option n; for a
-- statement bit 0 is right (对) and bit 1 wrong (错).
CREATE TABLE question (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('single', 'multiple', 'true_false')),
    current_number INTEGER NOT NULL CHECK (current_number >= 1),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    retired_at INTEGER
) STRICT;
CREATE INDEX question_path ON question (path, id);
CREATE TABLE question_version (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    question_id BLOB NOT NULL REFERENCES question (id) CHECK (length(question_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 1),
    kind TEXT NOT NULL CHECK (kind IN ('single', 'multiple', 'true_false')),
    body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 4000),
    options TEXT NOT NULL,
    answer INTEGER NOT NULL CHECK (answer BETWEEN 1 AND 255),
    explanation TEXT NOT NULL,
    source TEXT NOT NULL,
    difficulty TEXT NOT NULL CHECK (difficulty IN ('easy', 'medium', 'hard')),
    tags TEXT NOT NULL,
    digest BLOB NOT NULL,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (question_id, number)
) STRICT;
CREATE INDEX question_version_digest ON question_version (digest);
CREATE TABLE question_tag (
    question_id BLOB NOT NULL REFERENCES question (id) CHECK (length(question_id) = 16),
    tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
    PRIMARY KEY (question_id, tag)
) STRICT;
CREATE INDEX question_tag_tag ON question_tag (tag, question_id);

-- An import into the bank: read once, shown with its faults, then taken or left.
CREATE TABLE question_import (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    file_name TEXT NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('sheet', 'gift', 'gaokao')),
    state TEXT NOT NULL CHECK (state IN ('preview', 'committed', 'cancelled')),
    drafts TEXT NOT NULL,
    faults TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;

-- A paper: a fixed list of question versions with marks in hundredths.
CREATE TABLE paper (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    current_number INTEGER NOT NULL CHECK (current_number >= 0),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX paper_path ON paper (path, id);
CREATE TABLE paper_version (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    paper_id BLOB NOT NULL REFERENCES paper (id) CHECK (length(paper_id) = 16),
    number INTEGER NOT NULL CHECK (number >= 1),
    questions INTEGER NOT NULL CHECK (questions >= 1),
    full_marks INTEGER NOT NULL CHECK (full_marks >= 1),
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (paper_id, number)
) STRICT;
CREATE TABLE paper_question (
    paper_version_id BLOB NOT NULL REFERENCES paper_version (id) CHECK (length(paper_version_id) = 16),
    no INTEGER NOT NULL CHECK (no >= 1),
    question_version_id BLOB NOT NULL REFERENCES question_version (id) CHECK (length(question_version_id) = 16),
    full_marks INTEGER NOT NULL CHECK (full_marks >= 1),
    PRIMARY KEY (paper_version_id, no)
) STRICT;
CREATE INDEX paper_question_version ON paper_question (question_version_id);

-- A test: a paper given to an audience within a window. Whether it is published or closed is a
-- row of its own, with who and when.
CREATE TABLE test (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    paper_version_id BLOB NOT NULL REFERENCES paper_version (id) CHECK (length(paper_version_id) = 16),
    title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 120),
    opens_at INTEGER NOT NULL,
    closes_at INTEGER NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 600),
    audience_org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(audience_org_id) = 16),
    audience_path TEXT NOT NULL,
    audience_kinds TEXT NOT NULL,
    required INTEGER NOT NULL CHECK (required IN (0, 1)),
    shuffled INTEGER NOT NULL CHECK (shuffled IN (0, 1)),
    shuffle_seed INTEGER NOT NULL,
    score_shown TEXT NOT NULL CHECK (score_shown IN ('after_submission', 'after_closing')),
    multiple_partial TEXT NOT NULL CHECK (multiple_partial IN ('none', 'half', 'share')),
    version INTEGER NOT NULL DEFAULT 1,
    created_by BLOB NOT NULL CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    CHECK (closes_at > opens_at)
) STRICT;
CREATE INDEX test_path ON test (path, id);
CREATE INDEX test_audience ON test (audience_path, id);
CREATE INDEX test_closes ON test (closes_at);
CREATE TABLE test_publication (
    test_id BLOB PRIMARY KEY REFERENCES test (id) CHECK (length(test_id) = 16),
    at INTEGER NOT NULL,
    by_person BLOB NOT NULL CHECK (length(by_person) = 16)
) STRICT;
CREATE TABLE test_closure (
    test_id BLOB PRIMARY KEY REFERENCES test (id) CHECK (length(test_id) = 16),
    at INTEGER NOT NULL,
    by_person BLOB CHECK (length(by_person) = 16)
) STRICT;

-- Who need not sit a required test, and why: excused (had a reason) or waived (frail, abroad …).
CREATE TABLE test_exemption (
    test_id BLOB NOT NULL REFERENCES test (id) CHECK (length(test_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('excused', 'waived')),
    reason TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 200),
    by_person BLOB NOT NULL CHECK (length(by_person) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (test_id, person_id)
) STRICT;

-- One attempt of one person. `path` is where the person belonged when it began.
CREATE TABLE sitting (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    test_id BLOB NOT NULL REFERENCES test (id) CHECK (length(test_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    person_no INTEGER NOT NULL,
    org_no INTEGER NOT NULL,
    path TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    form INTEGER NOT NULL DEFAULT 1,
    UNIQUE (test_id, person_id)
) STRICT;
CREATE INDEX sitting_person ON sitting (person_id);
CREATE INDEX sitting_path ON sitting (test_id, path);

-- Sittings that still must be closed or graded again: the closer's work list, nothing else.
CREATE TABLE sitting_open (
    sitting_no INTEGER PRIMARY KEY REFERENCES sitting (no),
    test_id BLOB NOT NULL CHECK (length(test_id) = 16),
    due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sitting_open_due ON sitting_open (due_at, sitting_no);
CREATE INDEX sitting_open_test ON sitting_open (test_id, sitting_no);

-- Every answer that ever arrived, append-only. The current one is derived. `late`: 0 on time,
-- 1 after the deadline, 2 after submission; late ones are kept and never counted.
CREATE TABLE answer_log (
    sitting_no INTEGER NOT NULL,
    question_no INTEGER NOT NULL,
    client INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    value INTEGER NOT NULL CHECK (value BETWEEN 0 AND 255),
    arrived_at INTEGER NOT NULL,
    late INTEGER NOT NULL CHECK (late BETWEEN 0 AND 2),
    batch INTEGER NOT NULL,
    leaf INTEGER NOT NULL,
    PRIMARY KEY (sitting_no, question_no, client, sequence)
) STRICT;
-- One signature over the Merkle root of everything written together.
CREATE TABLE answer_batch (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    root BLOB NOT NULL,
    signature BLOB NOT NULL,
    leaves BLOB NOT NULL
) STRICT;

-- How many answers of a test have been saved, for the page that watches it; each process counts
-- in a row of its own, so that nobody waits for a counter.
CREATE TABLE test_saved (
    test_id BLOB NOT NULL CHECK (length(test_id) = 16),
    slot INTEGER NOT NULL,
    answers INTEGER NOT NULL,
    PRIMARY KEY (test_id, slot)
) STRICT;

-- The end of a sitting: by the person, or at the deadline with what was saved.
CREATE TABLE submission (
    sitting_no INTEGER PRIMARY KEY REFERENCES sitting (no),
    at INTEGER NOT NULL,
    ended_by TEXT NOT NULL CHECK (ended_by IN ('person', 'deadline', 'closure')),
    answers INTEGER NOT NULL,
    digest BLOB NOT NULL,
    batch INTEGER NOT NULL,
    leaf INTEGER NOT NULL
) STRICT;
-- What it came to, in hundredths; `detail` is the mark of each question in the paper's order.
CREATE TABLE mark (
    sitting_no INTEGER PRIMARY KEY REFERENCES sitting (no),
    test_id BLOB NOT NULL CHECK (length(test_id) = 16),
    path TEXT NOT NULL,
    score INTEGER NOT NULL,
    full_marks INTEGER NOT NULL,
    band INTEGER NOT NULL CHECK (band BETWEEN 0 AND 4),
    detail TEXT NOT NULL,
    graded_at INTEGER NOT NULL,
    CHECK (score BETWEEN 0 AND full_marks)
) STRICT;
CREATE INDEX mark_path ON mark (test_id, path, band);
