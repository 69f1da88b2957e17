-- Matters (事项): whatever has an owner, a clock, hand-overs, a proof and a verdict. The owner is an
-- organisation and a person, never nobody; the clock begins with a round and no hand-over begins
-- it anew.
CREATE TABLE matter (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('request', 'rectification')),
    first_org BLOB NOT NULL REFERENCES org (id) CHECK (length(first_org) = 16),
    owner_org BLOB NOT NULL REFERENCES org (id) CHECK (length(owner_org) = 16),
    owner_person BLOB NOT NULL REFERENCES person (id) CHECK (length(owner_person) = 16),
    path TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'offered', 'ruling', 'answered', 'settled', 'unconfirmed', 'excluded')),
    phase TEXT NOT NULL CHECK (phase IN ('open', 'answered', 'closed')),
    sort_at INTEGER NOT NULL,
    round INTEGER NOT NULL CHECK (round >= 1),
    clock_from INTEGER NOT NULL,
    clock_ms INTEGER NOT NULL CHECK (clock_ms > 0),
    paused_ms INTEGER NOT NULL DEFAULT 0 CHECK (paused_ms >= 0),
    offers INTEGER NOT NULL DEFAULT 0 CHECK (offers >= 0),
    ruled INTEGER NOT NULL DEFAULT 0 CHECK (ruled IN (0, 1)),
    offered_org BLOB REFERENCES org (id) CHECK (length(offered_org) = 16),
    ruling_org BLOB REFERENCES org (id) CHECK (length(ruling_org) = 16),
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    CHECK ((state = 'offered') = (offered_org IS NOT NULL)),
    CHECK ((state = 'ruling') = (ruling_org IS NOT NULL))
) STRICT;
CREATE INDEX matter_phase ON matter (kind, phase, sort_at, id);
CREATE INDEX matter_path ON matter (path, kind, phase, sort_at);
CREATE INDEX matter_person ON matter (owner_person, phase, sort_at);
CREATE INDEX matter_offered ON matter (offered_org);
CREATE INDEX matter_ruling ON matter (ruling_org);
-- What happened to a matter, one row a step.
CREATE TABLE matter_step (
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    no INTEGER NOT NULL,
    step TEXT NOT NULL,
    to_org BLOB REFERENCES org (id) CHECK (length(to_org) = 16),
    to_person BLOB REFERENCES person (id) CHECK (length(to_person) = 16),
    words TEXT NOT NULL,
    by_person BLOB REFERENCES person (id) CHECK (length(by_person) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (matter_id, no)
) STRICT;
-- What was done, in words; one a round.
CREATE TABLE matter_proof (
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    round INTEGER NOT NULL,
    words TEXT NOT NULL,
    by_person BLOB NOT NULL REFERENCES person (id) CHECK (length(by_person) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (matter_id, round)
) STRICT;
-- Whether it was solved, said by the resident, or for an item of rectification by somebody else than
-- who proved it; one a round.
CREATE TABLE matter_verdict (
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    round INTEGER NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('solved', 'partly', 'not_solved')),
    satisfied INTEGER CHECK (satisfied IN (0, 1)),
    words TEXT NOT NULL,
    by_person BLOB REFERENCES person (id) CHECK (length(by_person) = 16),
    at INTEGER NOT NULL,
    PRIMARY KEY (matter_id, round)
) STRICT;

-- A place residents know (a building, a gate), with an organisation behind it and a code on its door.
CREATE TABLE spot (
    code TEXT PRIMARY KEY,
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 2 AND 60),
    made_by BLOB NOT NULL REFERENCES person (id) CHECK (length(made_by) = 16),
    made_at INTEGER NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX spot_org ON spot (org_id, label);
CREATE INDEX spot_label ON spot (label, code);

-- A resident's request (居民诉求).
CREATE TABLE request (
    matter_id BLOB PRIMARY KEY REFERENCES matter (id) CHECK (length(matter_id) = 16),
    form_key BLOB NOT NULL UNIQUE CHECK (length(form_key) = 16),
    code_index BLOB NOT NULL UNIQUE,
    spot TEXT REFERENCES spot (code),
    topic TEXT NOT NULL,
    category TEXT NOT NULL CHECK (category IN ('urgent', 'utility', 'ordinary', 'hard')),
    words TEXT NOT NULL,
    place TEXT NOT NULL,
    phone_sealed BLOB,
    phone_until INTEGER,
    channel TEXT NOT NULL CHECK (channel IN ('self', 'window', 'phone', 'letter')),
    entered_by BLOB REFERENCES person (id) CHECK (length(entered_by) = 16),
    respond_by INTEGER NOT NULL,
    responded_at INTEGER,
    year INTEGER NOT NULL
) STRICT;
CREATE INDEX request_phone ON request (phone_until);
CREATE INDEX request_spot ON request (spot);
-- A case to be taken out of the rates (剔除申请), decided by whoever stands above.
CREATE TABLE exclusion_request (
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    no INTEGER NOT NULL,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    asked_by BLOB NOT NULL REFERENCES person (id) CHECK (length(asked_by) = 16),
    asked_at INTEGER NOT NULL,
    granted INTEGER CHECK (granted IN (0, 1)),
    decision TEXT,
    decided_by BLOB REFERENCES person (id) CHECK (length(decided_by) = 16),
    decided_at INTEGER,
    PRIMARY KEY (matter_id, no),
    CHECK ((granted IS NULL) = (decided_at IS NULL))
) STRICT;
CREATE INDEX exclusion_waiting ON exclusion_request (decided_at, asked_at);
-- A letter to whoever stands outside the system and does the work.
CREATE TABLE work_order (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    no INTEGER NOT NULL,
    given_to TEXT NOT NULL,
    words TEXT NOT NULL,
    sent_by BLOB NOT NULL REFERENCES person (id) CHECK (length(sent_by) = 16),
    sent_at INTEGER NOT NULL,
    reply TEXT,
    reply_by TEXT,
    reply_via TEXT CHECK (reply_via IN ('link', 'paper')),
    replied_at INTEGER,
    entered_by BLOB REFERENCES person (id) CHECK (length(entered_by) = 16),
    UNIQUE (matter_id, no),
    CHECK ((reply IS NULL) = (replied_at IS NULL))
) STRICT;

-- An item of the rectification list (整改清单).
CREATE TABLE rectification (
    matter_id BLOB PRIMARY KEY REFERENCES matter (id) CHECK (length(matter_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    source TEXT NOT NULL,
    finding TEXT NOT NULL,
    wanted TEXT NOT NULL,
    found_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16)
) STRICT;

-- A project that joins Party work to the work itself (党建与业务融合).
CREATE TABLE project (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    title TEXT NOT NULL,
    goal TEXT NOT NULL,
    measure TEXT NOT NULL,
    unit TEXT NOT NULL,
    baseline INTEGER NOT NULL,
    target INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    CHECK (ends_on > starts_on),
    CHECK (target <> baseline)
) STRICT;
CREATE INDEX project_org ON project (org_id, created_at);
CREATE INDEX project_made ON project (created_at, id);
CREATE TABLE project_action (
    project_id BLOB NOT NULL REFERENCES project (id) CHECK (length(project_id) = 16),
    no INTEGER NOT NULL,
    what TEXT NOT NULL,
    planned_on TEXT NOT NULL,
    done_on TEXT,
    done_words TEXT,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, no)
) STRICT;
-- Values in thousandths of the measure's unit.
CREATE TABLE project_measurement (
    project_id BLOB NOT NULL REFERENCES project (id) CHECK (length(project_id) = 16),
    measured_on TEXT NOT NULL,
    value INTEGER NOT NULL,
    source TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, measured_on)
) STRICT;
CREATE TABLE project_closure (
    project_id BLOB PRIMARY KEY REFERENCES project (id) CHECK (length(project_id) = 16),
    verdict TEXT NOT NULL CHECK (verdict IN ('reached', 'partly', 'not_reached')),
    contribution TEXT NOT NULL,
    otherwise TEXT NOT NULL,
    closed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(closed_by) = 16),
    closed_at INTEGER NOT NULL
) STRICT;
