-- The quality drive (党建质量过硬行动): what is wrong, what shall be true, who does what by when,
-- what came of it, and the verdict of somebody else.
CREATE TABLE drive (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    title TEXT NOT NULL,
    aim TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    CHECK (ends_on > starts_on)
) STRICT;
CREATE INDEX drive_org ON drive (org_id, created_at);
CREATE TABLE drive_closure (
    drive_id BLOB PRIMARY KEY REFERENCES drive (id) CHECK (length(drive_id) = 16),
    words TEXT NOT NULL,
    closed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(closed_by) = 16),
    closed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE drive_goal (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    drive_id BLOB NOT NULL REFERENCES drive (id) CHECK (length(drive_id) = 16),
    no INTEGER NOT NULL,
    problem TEXT NOT NULL,
    goal TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (drive_id, no)
) STRICT;
CREATE TABLE drive_measure (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    goal_id BLOB NOT NULL REFERENCES drive_goal (id) CHECK (length(goal_id) = 16),
    no INTEGER NOT NULL,
    what TEXT NOT NULL,
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    responsible TEXT NOT NULL,
    due_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (goal_id, no)
) STRICT;
CREATE INDEX drive_measure_org ON drive_measure (org_id, due_on);
CREATE TABLE drive_evidence (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    measure_id BLOB NOT NULL REFERENCES drive_measure (id) CHECK (length(measure_id) = 16),
    happened_on TEXT NOT NULL,
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drive_evidence_measure ON drive_evidence (measure_id, happened_on);
CREATE TABLE drive_review (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    goal_id BLOB NOT NULL REFERENCES drive_goal (id) CHECK (length(goal_id) = 16),
    verdict TEXT NOT NULL CHECK (verdict IN ('reached', 'partly', 'not_reached')),
    words TEXT NOT NULL,
    reviewed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(reviewed_by) = 16),
    reviewed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX drive_review_goal ON drive_review (goal_id, reviewed_at);

-- The data-request desk (数据需求台): a request asks only what no record holds, says what it costs,
-- and ends by itself.
CREATE TABLE data_request (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    title TEXT NOT NULL,
    purpose TEXT NOT NULL,
    basis TEXT NOT NULL,
    units TEXT NOT NULL CHECK (units IN ('children', 'branches')),
    expires_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX data_request_org ON data_request (org_id, created_at);
CREATE TABLE data_request_field (
    request_id BLOB NOT NULL REFERENCES data_request (id) CHECK (length(request_id) = 16),
    no INTEGER NOT NULL,
    known TEXT,
    label TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('number', 'text')),
    PRIMARY KEY (request_id, no)
) STRICT;
CREATE INDEX data_request_field_folded ON data_request_field (folded);
CREATE TABLE data_request_sending (
    request_id BLOB PRIMARY KEY REFERENCES data_request (id) CHECK (length(request_id) = 16),
    units INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    sent_by BLOB NOT NULL REFERENCES person (id) CHECK (length(sent_by) = 16),
    sent_at INTEGER NOT NULL
) STRICT;
CREATE TABLE data_request_unit (
    request_id BLOB NOT NULL REFERENCES data_request (id) CHECK (length(request_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    answered_by BLOB REFERENCES person (id) CHECK (length(answered_by) = 16),
    answered_at INTEGER,
    PRIMARY KEY (request_id, org_id)
) STRICT;
CREATE INDEX data_request_unit_org ON data_request_unit (org_id, request_id);
CREATE TABLE data_request_value (
    request_id BLOB NOT NULL REFERENCES data_request (id) CHECK (length(request_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    no INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (request_id, org_id, no)
) STRICT;
