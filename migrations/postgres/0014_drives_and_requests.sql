-- The quality drive (党建质量过硬行动): what is wrong, what shall be true, who does what by when,
-- what came of it, and the verdict of somebody else.
CREATE TABLE drive (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    title TEXT COLLATE "C" NOT NULL,
    aim TEXT COLLATE "C" NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    CHECK (ends_on > starts_on)
);
CREATE INDEX drive_org ON drive (org_id, created_at);
CREATE TABLE drive_closure (
    drive_id UUID PRIMARY KEY REFERENCES drive (id),
    words TEXT COLLATE "C" NOT NULL,
    closed_by UUID NOT NULL REFERENCES person (id),
    closed_at BIGINT NOT NULL
);
CREATE TABLE drive_goal (
    id UUID PRIMARY KEY,
    drive_id UUID NOT NULL REFERENCES drive (id),
    no BIGINT NOT NULL,
    problem TEXT COLLATE "C" NOT NULL,
    goal TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (drive_id, no)
);
CREATE TABLE drive_measure (
    id UUID PRIMARY KEY,
    goal_id UUID NOT NULL REFERENCES drive_goal (id),
    no BIGINT NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    org_id UUID NOT NULL REFERENCES org (id),
    responsible TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (goal_id, no)
);
CREATE INDEX drive_measure_org ON drive_measure (org_id, due_on);
CREATE TABLE drive_evidence (
    id UUID PRIMARY KEY,
    measure_id UUID NOT NULL REFERENCES drive_measure (id),
    happened_on TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL
);
CREATE INDEX drive_evidence_measure ON drive_evidence (measure_id, happened_on);
CREATE TABLE drive_review (
    id UUID PRIMARY KEY,
    goal_id UUID NOT NULL REFERENCES drive_goal (id),
    verdict TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('reached', 'partly', 'not_reached')),
    words TEXT COLLATE "C" NOT NULL,
    reviewed_by UUID NOT NULL REFERENCES person (id),
    reviewed_at BIGINT NOT NULL
);
CREATE INDEX drive_review_goal ON drive_review (goal_id, reviewed_at);

-- The data-request desk (数据需求台): a request asks only what no record holds, says what it costs,
-- and ends by itself.
CREATE TABLE data_request (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    title TEXT COLLATE "C" NOT NULL,
    purpose TEXT COLLATE "C" NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    units TEXT COLLATE "C" NOT NULL CHECK (units IN ('children', 'branches')),
    expires_on TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX data_request_org ON data_request (org_id, created_at);
CREATE TABLE data_request_field (
    request_id UUID NOT NULL REFERENCES data_request (id),
    no BIGINT NOT NULL,
    known TEXT COLLATE "C",
    label TEXT COLLATE "C" NOT NULL,
    folded TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('number', 'text')),
    PRIMARY KEY (request_id, no)
);
CREATE INDEX data_request_field_folded ON data_request_field (folded);
CREATE TABLE data_request_sending (
    request_id UUID PRIMARY KEY REFERENCES data_request (id),
    units BIGINT NOT NULL,
    minutes BIGINT NOT NULL,
    sent_by UUID NOT NULL REFERENCES person (id),
    sent_at BIGINT NOT NULL
);
CREATE TABLE data_request_unit (
    request_id UUID NOT NULL REFERENCES data_request (id),
    org_id UUID NOT NULL REFERENCES org (id),
    answered_by UUID REFERENCES person (id),
    answered_at BIGINT,
    PRIMARY KEY (request_id, org_id)
);
CREATE INDEX data_request_unit_org ON data_request_unit (org_id, request_id);
CREATE TABLE data_request_value (
    request_id UUID NOT NULL REFERENCES data_request (id),
    org_id UUID NOT NULL REFERENCES org (id),
    no BIGINT NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (request_id, org_id, no)
);
