-- Admission (发展党员): whoever asked to join is no member yet and stands in a table of their own.
-- What was done stands in admission_step and is never changed; stage, state and what waits are read
-- off it at each step, so that lists need not replay anybody.
CREATE TABLE applicant (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    full_name TEXT NOT NULL CHECK (length(full_name) BETWEEN 1 AND 60),
    sex TEXT NOT NULL CHECK (sex IN ('0', '1', '2', '9')),
    birth_date TEXT NOT NULL,
    ethnicity TEXT,
    education TEXT,
    work_unit TEXT,
    leaving_on TEXT,
    id_number BLOB,
    id_number_index BLOB,
    mobile BLOB,
    residence BLOB,
    stage TEXT NOT NULL CHECK (stage IN ('applicant', 'activist', 'candidate', 'probationary', 'full')),
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'ended', 'done')),
    next_step INTEGER,
    due_on TEXT,
    for_branch INTEGER NOT NULL CHECK (for_branch IN (0, 1)),
    for_superior INTEGER NOT NULL CHECK (for_superior IN (0, 1)),
    for_county INTEGER NOT NULL CHECK (for_county IN (0, 1)),
    for_assembly INTEGER NOT NULL CHECK (for_assembly IN (0, 1)),
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    version INTEGER NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX applicant_place ON applicant (path, id);
CREATE INDEX applicant_org ON applicant (org_id, id);
CREATE INDEX applicant_superior ON applicant (path, id) WHERE for_superior = 1;
CREATE INDEX applicant_county ON applicant (path, id) WHERE for_county = 1;
CREATE UNIQUE INDEX applicant_person ON applicant (person_id) WHERE person_id IS NOT NULL;
-- One person has one application under way.
CREATE UNIQUE INDEX applicant_once ON applicant (id_number_index) WHERE state IN ('open', 'paused') AND id_number_index IS NOT NULL;

CREATE TABLE admission_step (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    applicant_id BLOB NOT NULL REFERENCES applicant (id) CHECK (length(applicant_id) = 16),
    seq INTEGER NOT NULL,
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 25),
    outcome TEXT NOT NULL CHECK (outcome IN ('done', 'refused', 'passed', 'not_passed', 'converted', 'extended', 'cancelled')),
    held_on TEXT NOT NULL,
    until_on TEXT,
    facts TEXT NOT NULL,
    words TEXT NOT NULL,
    meeting BLOB CHECK (length(meeting) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    UNIQUE (applicant_id, seq)
) STRICT;
-- A vote that is told twice is written once.
CREATE UNIQUE INDEX admission_step_meeting ON admission_step (applicant_id, meeting) WHERE meeting IS NOT NULL;

-- 培养联系人 and 入党介绍人.
CREATE TABLE admission_helper (
    applicant_id BLOB NOT NULL REFERENCES applicant (id) CHECK (length(applicant_id) = 16),
    role TEXT NOT NULL CHECK (role IN ('mentor', 'introducer')),
    seq INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    PRIMARY KEY (applicant_id, role, seq, person_id)
) STRICT;
CREATE INDEX admission_helper_person ON admission_helper (person_id);

-- 公示: from a day to a day, on paper where everybody passes, with what came of it.
CREATE TABLE admission_notice (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    applicant_id BLOB NOT NULL REFERENCES applicant (id) CHECK (length(applicant_id) = 16),
    stage TEXT NOT NULL CHECK (stage IN ('admission_candidate', 'conversion')),
    begins_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    place TEXT NOT NULL,
    contact TEXT NOT NULL,
    result TEXT CHECK (result IN ('none', 'handled', 'upheld')),
    words TEXT,
    concluded_by BLOB REFERENCES person (id) CHECK (length(concluded_by) = 16),
    concluded_at INTEGER,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    CHECK (ends_on >= begins_on),
    CHECK ((result IS NULL) = (concluded_at IS NULL))
) STRICT;
CREATE INDEX admission_notice_applicant ON admission_notice (applicant_id, begins_on);

-- A block that shall not hold for one person: one asks with a reason, another at the superior decides.
CREATE TABLE admission_override (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    applicant_id BLOB NOT NULL REFERENCES applicant (id) CHECK (length(applicant_id) = 16),
    step INTEGER NOT NULL CHECK (step BETWEEN 1 AND 25),
    block TEXT NOT NULL,
    reason TEXT NOT NULL,
    asked_by BLOB NOT NULL REFERENCES person (id) CHECK (length(asked_by) = 16),
    asked_at INTEGER NOT NULL,
    confirmed INTEGER CHECK (confirmed IN (0, 1)),
    words TEXT,
    decided_by BLOB REFERENCES person (id) CHECK (length(decided_by) = 16),
    decided_at INTEGER,
    CHECK (decided_by IS NULL OR decided_by <> asked_by),
    CHECK ((confirmed IS NULL) = (decided_by IS NULL))
) STRICT;
CREATE INDEX admission_override_applicant ON admission_override (applicant_id, step);
CREATE INDEX admission_override_waiting ON admission_override (asked_at, id) WHERE confirmed IS NULL;

-- Paused, taken up again, withdrawn, stopped, gone to another branch.
CREATE TABLE admission_turn (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    applicant_id BLOB NOT NULL REFERENCES applicant (id) CHECK (length(applicant_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('paused', 'resumed', 'withdrawn', 'stopped', 'transferred')),
    held_on TEXT NOT NULL,
    words TEXT NOT NULL,
    from_org BLOB NOT NULL REFERENCES org (id) CHECK (length(from_org) = 16),
    to_org BLOB REFERENCES org (id) CHECK (length(to_org) = 16),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX admission_turn_applicant ON admission_turn (applicant_id, entered_at);

-- Lead secretaries (带头人队伍): reserve, candidate, vetted jointly, filed, appointed, trained,
-- reviewed, removed. What a department says is sealed.
CREATE TABLE leader (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    state TEXT NOT NULL CHECK (state IN ('reserve', 'candidate', 'filed', 'appointed', 'ended')),
    source TEXT NOT NULL CHECK (source IN ('in_office', 'returned', 'veteran', 'graduate', 'cooperative', 'cadre', 'other')),
    words TEXT NOT NULL,
    until_on TEXT,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX leader_made ON leader (created_at, id);
CREATE INDEX leader_org ON leader (org_id, state);
CREATE UNIQUE INDEX leader_once ON leader (org_id, person_id) WHERE state <> 'ended';

CREATE TABLE leader_vetting (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    leader_id BLOB NOT NULL REFERENCES leader (id) CHECK (length(leader_id) = 16),
    department TEXT NOT NULL,
    question TEXT NOT NULL,
    org_id BLOB REFERENCES org (id) CHECK (length(org_id) = 16),
    due_on TEXT NOT NULL,
    asked_by BLOB NOT NULL REFERENCES person (id) CHECK (length(asked_by) = 16),
    asked_at INTEGER NOT NULL,
    verdict TEXT CHECK (verdict IN ('pass', 'fail', 'comment')),
    comment BLOB,
    answered_by BLOB REFERENCES person (id) CHECK (length(answered_by) = 16),
    stated_by TEXT,
    answered_at INTEGER,
    CHECK ((verdict IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX leader_vetting_leader ON leader_vetting (leader_id, asked_at);
CREATE INDEX leader_vetting_org ON leader_vetting (org_id, due_on) WHERE verdict IS NULL;

CREATE TABLE leader_event (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    leader_id BLOB NOT NULL REFERENCES leader (id) CHECK (length(leader_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('nominated', 'filed', 'appointed', 'trained', 'reviewed', 'removed', 'dropped')),
    held_on TEXT NOT NULL,
    until_on TEXT,
    number TEXT NOT NULL,
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX leader_event_leader ON leader_event (leader_id, held_on);
-- The map of vacancies walks the villages and communities of a subtree.
CREATE INDEX org_nature ON org (unit_nature, path);

-- Rural training (农村党员实用技能): what can be learned, a town's plan, sessions with seats, and
-- what came of it weeks later. Nothing is counted of a person but hours an organiser credited.
CREATE TABLE skill (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (org_id, name)
) STRICT;
CREATE INDEX skill_made ON skill (created_at, id);
CREATE TABLE skill_plan (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    year INTEGER NOT NULL,
    aim TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    UNIQUE (org_id, year)
) STRICT;
CREATE INDEX skill_plan_made ON skill_plan (created_at, id);
CREATE TABLE skill_session (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    plan_id BLOB NOT NULL REFERENCES skill_plan (id) CHECK (length(plan_id) = 16),
    skill_id BLOB NOT NULL REFERENCES skill (id) CHECK (length(skill_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    title TEXT NOT NULL,
    place TEXT NOT NULL,
    organiser TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 40),
    seats INTEGER NOT NULL CHECK (seats BETWEEN 1 AND 2000),
    off_words TEXT,
    off_by BLOB REFERENCES person (id) CHECK (length(off_by) = 16),
    off_at INTEGER,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX skill_session_plan ON skill_session (plan_id, starts_at);
CREATE INDEX skill_session_org ON skill_session (org_id, starts_at);
-- One person has one seat of a session; giving it back and taking it again is the same row.
CREATE TABLE skill_seat (
    session_id BLOB NOT NULL REFERENCES skill_session (id) CHECK (length(session_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    returned_at INTEGER,
    credited_by BLOB REFERENCES person (id) CHECK (length(credited_by) = 16),
    credited_at INTEGER,
    PRIMARY KEY (session_id, person_id)
) STRICT;
CREATE INDEX skill_seat_person ON skill_seat (person_id, entered_at);
CREATE TABLE skill_use (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    session_id BLOB NOT NULL REFERENCES skill_session (id) CHECK (length(session_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    used_on TEXT NOT NULL,
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX skill_use_session ON skill_use (session_id, used_on);
