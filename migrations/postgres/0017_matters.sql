-- Matters (事项): whatever has an owner, a clock, hand-overs, a proof and a verdict. The owner is an
-- organisation and a person, never nobody; the clock begins with a round and no hand-over begins
-- it anew.
CREATE TABLE matter (
    id UUID PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('request', 'rectification')),
    first_org UUID NOT NULL REFERENCES org (id),
    owner_org UUID NOT NULL REFERENCES org (id),
    owner_person UUID NOT NULL REFERENCES person (id),
    path TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'offered', 'ruling', 'answered', 'settled', 'unconfirmed', 'excluded')),
    phase TEXT COLLATE "C" NOT NULL CHECK (phase IN ('open', 'answered', 'closed')),
    sort_at BIGINT NOT NULL,
    round BIGINT NOT NULL CHECK (round >= 1),
    clock_from BIGINT NOT NULL,
    clock_ms BIGINT NOT NULL CHECK (clock_ms > 0),
    paused_ms BIGINT NOT NULL DEFAULT 0 CHECK (paused_ms >= 0),
    offers BIGINT NOT NULL DEFAULT 0 CHECK (offers >= 0),
    ruled BIGINT NOT NULL DEFAULT 0 CHECK (ruled IN (0, 1)),
    offered_org UUID REFERENCES org (id),
    ruling_org UUID REFERENCES org (id),
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    CHECK ((state = 'offered') = (offered_org IS NOT NULL)),
    CHECK ((state = 'ruling') = (ruling_org IS NOT NULL))
);
CREATE INDEX matter_phase ON matter (kind, phase, sort_at, id);
CREATE INDEX matter_path ON matter (path, kind, phase, sort_at);
CREATE INDEX matter_person ON matter (owner_person, phase, sort_at);
CREATE INDEX matter_offered ON matter (offered_org);
CREATE INDEX matter_ruling ON matter (ruling_org);
-- What happened to a matter, one row a step.
CREATE TABLE matter_step (
    matter_id UUID NOT NULL REFERENCES matter (id),
    no BIGINT NOT NULL,
    step TEXT COLLATE "C" NOT NULL,
    to_org UUID REFERENCES org (id),
    to_person UUID REFERENCES person (id),
    words TEXT COLLATE "C" NOT NULL,
    by_person UUID REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (matter_id, no)
);
-- What was done, in words; one a round.
CREATE TABLE matter_proof (
    matter_id UUID NOT NULL REFERENCES matter (id),
    round BIGINT NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    by_person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (matter_id, round)
);
-- Whether it was solved, said by the resident, or for an item of rectification by somebody else than
-- who proved it; one a round.
CREATE TABLE matter_verdict (
    matter_id UUID NOT NULL REFERENCES matter (id),
    round BIGINT NOT NULL,
    verdict TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('solved', 'partly', 'not_solved')),
    satisfied BIGINT CHECK (satisfied IN (0, 1)),
    words TEXT COLLATE "C" NOT NULL,
    by_person UUID REFERENCES person (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (matter_id, round)
);

-- A place residents know (a building, a gate), with an organisation behind it and a code on its door.
CREATE TABLE spot (
    code TEXT COLLATE "C" PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    label TEXT COLLATE "C" NOT NULL CHECK (length(label) BETWEEN 2 AND 60),
    made_by UUID NOT NULL REFERENCES person (id),
    made_at BIGINT NOT NULL,
    closed_at BIGINT
);
CREATE INDEX spot_org ON spot (org_id, label);
CREATE INDEX spot_label ON spot (label, code);

-- A resident's request (居民诉求).
CREATE TABLE request (
    matter_id UUID PRIMARY KEY REFERENCES matter (id),
    form_key UUID NOT NULL UNIQUE,
    code_index BYTEA NOT NULL UNIQUE,
    spot TEXT COLLATE "C" REFERENCES spot (code),
    topic TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL CHECK (category IN ('urgent', 'utility', 'ordinary', 'hard')),
    words TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    phone_sealed BYTEA,
    phone_until BIGINT,
    channel TEXT COLLATE "C" NOT NULL CHECK (channel IN ('self', 'window', 'phone', 'letter')),
    entered_by UUID REFERENCES person (id),
    respond_by BIGINT NOT NULL,
    responded_at BIGINT,
    year BIGINT NOT NULL
);
CREATE INDEX request_phone ON request (phone_until);
CREATE INDEX request_spot ON request (spot);
-- A case to be taken out of the rates (剔除申请), decided by whoever stands above.
CREATE TABLE exclusion_request (
    matter_id UUID NOT NULL REFERENCES matter (id),
    no BIGINT NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    asked_by UUID NOT NULL REFERENCES person (id),
    asked_at BIGINT NOT NULL,
    granted BIGINT CHECK (granted IN (0, 1)),
    decision TEXT COLLATE "C",
    decided_by UUID REFERENCES person (id),
    decided_at BIGINT,
    PRIMARY KEY (matter_id, no),
    CHECK ((granted IS NULL) = (decided_at IS NULL))
);
CREATE INDEX exclusion_waiting ON exclusion_request (decided_at, asked_at);
-- A letter to whoever stands outside the system and does the work.
CREATE TABLE work_order (
    id UUID PRIMARY KEY,
    matter_id UUID NOT NULL REFERENCES matter (id),
    no BIGINT NOT NULL,
    given_to TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    sent_by UUID NOT NULL REFERENCES person (id),
    sent_at BIGINT NOT NULL,
    reply TEXT COLLATE "C",
    reply_by TEXT COLLATE "C",
    reply_via TEXT COLLATE "C" CHECK (reply_via IN ('link', 'paper')),
    replied_at BIGINT,
    entered_by UUID REFERENCES person (id),
    UNIQUE (matter_id, no),
    CHECK ((reply IS NULL) = (replied_at IS NULL))
);

-- An item of the rectification list (整改清单).
CREATE TABLE rectification (
    matter_id UUID PRIMARY KEY REFERENCES matter (id),
    org_id UUID NOT NULL REFERENCES org (id),
    source TEXT COLLATE "C" NOT NULL,
    finding TEXT COLLATE "C" NOT NULL,
    wanted TEXT COLLATE "C" NOT NULL,
    found_on TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id)
);

-- A project that joins Party work to the work itself (党建与业务融合).
CREATE TABLE project (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    title TEXT COLLATE "C" NOT NULL,
    goal TEXT COLLATE "C" NOT NULL,
    measure TEXT COLLATE "C" NOT NULL,
    unit TEXT COLLATE "C" NOT NULL,
    baseline BIGINT NOT NULL,
    target BIGINT NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    CHECK (ends_on > starts_on),
    CHECK (target <> baseline)
);
CREATE INDEX project_org ON project (org_id, created_at);
CREATE INDEX project_made ON project (created_at, id);
CREATE TABLE project_action (
    project_id UUID NOT NULL REFERENCES project (id),
    no BIGINT NOT NULL,
    what TEXT COLLATE "C" NOT NULL,
    planned_on TEXT COLLATE "C" NOT NULL,
    done_on TEXT COLLATE "C",
    done_words TEXT COLLATE "C",
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, no)
);
-- Values in thousandths of the measure's unit.
CREATE TABLE project_measurement (
    project_id UUID NOT NULL REFERENCES project (id),
    measured_on TEXT COLLATE "C" NOT NULL,
    value BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (project_id, measured_on)
);
CREATE TABLE project_closure (
    project_id UUID PRIMARY KEY REFERENCES project (id),
    verdict TEXT COLLATE "C" NOT NULL CHECK (verdict IN ('reached', 'partly', 'not_reached')),
    contribution TEXT COLLATE "C" NOT NULL,
    otherwise TEXT COLLATE "C" NOT NULL,
    closed_by UUID NOT NULL REFERENCES person (id),
    closed_at BIGINT NOT NULL
);
