-- Admission (发展党员): whoever asked to join is no member yet and stands in a table of their own.
-- What was done stands in admission_step and is never changed; stage, state and what waits are read
-- off it at each step, so that lists need not replay anybody.
CREATE TABLE applicant (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    full_name TEXT COLLATE "C" NOT NULL CHECK (length(full_name) BETWEEN 1 AND 60),
    sex TEXT COLLATE "C" NOT NULL CHECK (sex IN ('0', '1', '2', '9')),
    birth_date TEXT COLLATE "C" NOT NULL,
    ethnicity TEXT COLLATE "C",
    education TEXT COLLATE "C",
    work_unit TEXT COLLATE "C",
    leaving_on TEXT COLLATE "C",
    id_number BYTEA,
    id_number_index BYTEA,
    mobile BYTEA,
    residence BYTEA,
    stage TEXT COLLATE "C" NOT NULL CHECK (stage IN ('applicant', 'activist', 'candidate', 'probationary', 'full')),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('open', 'paused', 'ended', 'done')),
    next_step BIGINT,
    due_on TEXT COLLATE "C",
    for_branch BIGINT NOT NULL CHECK (for_branch IN (0, 1)),
    for_superior BIGINT NOT NULL CHECK (for_superior IN (0, 1)),
    for_county BIGINT NOT NULL CHECK (for_county IN (0, 1)),
    for_assembly BIGINT NOT NULL CHECK (for_assembly IN (0, 1)),
    person_id UUID REFERENCES person (id),
    version BIGINT NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX applicant_place ON applicant (path, id);
CREATE INDEX applicant_org ON applicant (org_id, id);
CREATE INDEX applicant_superior ON applicant (path, id) WHERE for_superior = 1;
CREATE INDEX applicant_county ON applicant (path, id) WHERE for_county = 1;
CREATE UNIQUE INDEX applicant_person ON applicant (person_id) WHERE person_id IS NOT NULL;
-- One person has one application under way.
CREATE UNIQUE INDEX applicant_once ON applicant (id_number_index) WHERE state IN ('open', 'paused') AND id_number_index IS NOT NULL;

CREATE TABLE admission_step (
    id UUID PRIMARY KEY,
    applicant_id UUID NOT NULL REFERENCES applicant (id),
    seq BIGINT NOT NULL,
    step BIGINT NOT NULL CHECK (step BETWEEN 1 AND 25),
    outcome TEXT COLLATE "C" NOT NULL CHECK (outcome IN ('done', 'refused', 'passed', 'not_passed', 'converted', 'extended', 'cancelled')),
    held_on TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C",
    facts TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    meeting UUID,
    org_id UUID NOT NULL REFERENCES org (id),
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    UNIQUE (applicant_id, seq)
);
-- A vote that is told twice is written once.
CREATE UNIQUE INDEX admission_step_meeting ON admission_step (applicant_id, meeting) WHERE meeting IS NOT NULL;

-- 培养联系人 and 入党介绍人.
CREATE TABLE admission_helper (
    applicant_id UUID NOT NULL REFERENCES applicant (id),
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('mentor', 'introducer')),
    seq BIGINT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    PRIMARY KEY (applicant_id, role, seq, person_id)
);
CREATE INDEX admission_helper_person ON admission_helper (person_id);

-- 公示: from a day to a day, on paper where everybody passes, with what came of it.
CREATE TABLE admission_notice (
    id UUID PRIMARY KEY,
    applicant_id UUID NOT NULL REFERENCES applicant (id),
    stage TEXT COLLATE "C" NOT NULL CHECK (stage IN ('admission_candidate', 'conversion')),
    begins_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    contact TEXT COLLATE "C" NOT NULL,
    result TEXT COLLATE "C" CHECK (result IN ('none', 'handled', 'upheld')),
    words TEXT COLLATE "C",
    concluded_by UUID REFERENCES person (id),
    concluded_at BIGINT,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    CHECK (ends_on >= begins_on),
    CHECK ((result IS NULL) = (concluded_at IS NULL))
);
CREATE INDEX admission_notice_applicant ON admission_notice (applicant_id, begins_on);

-- A block that shall not hold for one person: one asks with a reason, another at the superior decides.
CREATE TABLE admission_override (
    id UUID PRIMARY KEY,
    applicant_id UUID NOT NULL REFERENCES applicant (id),
    step BIGINT NOT NULL CHECK (step BETWEEN 1 AND 25),
    block TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    asked_by UUID NOT NULL REFERENCES person (id),
    asked_at BIGINT NOT NULL,
    confirmed BIGINT CHECK (confirmed IN (0, 1)),
    words TEXT COLLATE "C",
    decided_by UUID REFERENCES person (id),
    decided_at BIGINT,
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    CHECK ((confirmed IS NULL) = (decided_by IS NULL))
);
CREATE INDEX admission_override_applicant ON admission_override (applicant_id, step);
CREATE INDEX admission_override_waiting ON admission_override (asked_at, id) WHERE confirmed IS NULL;

-- Paused, taken up again, withdrawn, stopped, gone to another branch.
CREATE TABLE admission_turn (
    id UUID PRIMARY KEY,
    applicant_id UUID NOT NULL REFERENCES applicant (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('paused', 'resumed', 'withdrawn', 'stopped', 'transferred')),
    held_on TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    from_org UUID NOT NULL REFERENCES org (id),
    to_org UUID REFERENCES org (id),
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL
);
CREATE INDEX admission_turn_applicant ON admission_turn (applicant_id, entered_at);

-- Lead secretaries (带头人队伍): reserve, candidate, vetted jointly, filed, appointed, trained,
-- reviewed, removed. What a department says is sealed.
CREATE TABLE leader (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    person_id UUID NOT NULL REFERENCES person (id),
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('reserve', 'candidate', 'filed', 'appointed', 'ended')),
    source TEXT COLLATE "C" NOT NULL CHECK (source IN ('in_office', 'returned', 'veteran', 'graduate', 'cooperative', 'cadre', 'other')),
    words TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C",
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX leader_made ON leader (created_at, id);
CREATE INDEX leader_org ON leader (org_id, state);
CREATE UNIQUE INDEX leader_once ON leader (org_id, person_id) WHERE state <> 'ended';

CREATE TABLE leader_vetting (
    id UUID PRIMARY KEY,
    leader_id UUID NOT NULL REFERENCES leader (id),
    department TEXT COLLATE "C" NOT NULL,
    question TEXT COLLATE "C" NOT NULL,
    org_id UUID REFERENCES org (id),
    due_on TEXT COLLATE "C" NOT NULL,
    asked_by UUID NOT NULL REFERENCES person (id),
    asked_at BIGINT NOT NULL,
    verdict TEXT COLLATE "C" CHECK (verdict IN ('pass', 'fail', 'comment')),
    comment BYTEA,
    answered_by UUID REFERENCES person (id),
    stated_by TEXT COLLATE "C",
    answered_at BIGINT,
    CHECK ((verdict IS NULL) = (answered_at IS NULL))
);
CREATE INDEX leader_vetting_leader ON leader_vetting (leader_id, asked_at);
CREATE INDEX leader_vetting_org ON leader_vetting (org_id, due_on) WHERE verdict IS NULL;

CREATE TABLE leader_event (
    id UUID PRIMARY KEY,
    leader_id UUID NOT NULL REFERENCES leader (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('nominated', 'filed', 'appointed', 'trained', 'reviewed', 'removed', 'dropped')),
    held_on TEXT COLLATE "C" NOT NULL,
    until_on TEXT COLLATE "C",
    number TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL
);
CREATE INDEX leader_event_leader ON leader_event (leader_id, held_on);
-- The map of vacancies walks the villages and communities of a subtree.
CREATE INDEX org_nature ON org (unit_nature, path);

-- Rural training (农村党员实用技能): what can be learned, a town's plan, sessions with seats, and
-- what came of it weeks later. Nothing is counted of a person but hours an organiser credited.
CREATE TABLE skill (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    name TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (org_id, name)
);
CREATE INDEX skill_made ON skill (created_at, id);
CREATE TABLE skill_plan (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    year BIGINT NOT NULL,
    aim TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    UNIQUE (org_id, year)
);
CREATE INDEX skill_plan_made ON skill_plan (created_at, id);
CREATE TABLE skill_session (
    id UUID PRIMARY KEY,
    plan_id UUID NOT NULL REFERENCES skill_plan (id),
    skill_id UUID NOT NULL REFERENCES skill (id),
    org_id UUID NOT NULL REFERENCES org (id),
    title TEXT COLLATE "C" NOT NULL,
    place TEXT COLLATE "C" NOT NULL,
    organiser TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    hours BIGINT NOT NULL CHECK (hours BETWEEN 1 AND 40),
    seats BIGINT NOT NULL CHECK (seats BETWEEN 1 AND 2000),
    off_words TEXT COLLATE "C",
    off_by UUID REFERENCES person (id),
    off_at BIGINT,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX skill_session_plan ON skill_session (plan_id, starts_at);
CREATE INDEX skill_session_org ON skill_session (org_id, starts_at);
-- One person has one seat of a session; giving it back and taking it again is the same row.
CREATE TABLE skill_seat (
    session_id UUID NOT NULL REFERENCES skill_session (id),
    person_id UUID NOT NULL REFERENCES person (id),
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    returned_at BIGINT,
    credited_by UUID REFERENCES person (id),
    credited_at BIGINT,
    PRIMARY KEY (session_id, person_id)
);
CREATE INDEX skill_seat_person ON skill_seat (person_id, entered_at);
CREATE TABLE skill_use (
    id UUID PRIMARY KEY,
    session_id UUID NOT NULL REFERENCES skill_session (id),
    person_id UUID NOT NULL REFERENCES person (id),
    used_on TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL
);
CREATE INDEX skill_use_session ON skill_use (session_id, used_on);
