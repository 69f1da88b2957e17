-- Organisation life (三会一课、主题党日、组织生活会、民主评议): called, held, voted, minuted.
CREATE TABLE meeting (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('general_assembly', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'org_life_meeting', 'member_appraisal', 'democratic_life_meeting')),
    title TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    held_on TEXT COLLATE "C" NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
    place TEXT COLLATE "C" NOT NULL,
    link TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    chair_id UUID NOT NULL REFERENCES person (id),
    recorder_id UUID NOT NULL REFERENCES person (id),
    on_paper BIGINT NOT NULL CHECK (on_paper IN (0, 1)),
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX meeting_org ON meeting (org_id, starts_at, id);
CREATE TABLE meeting_cancellation (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    words TEXT COLLATE "C" NOT NULL,
    cancelled_by UUID NOT NULL REFERENCES person (id),
    cancelled_at BIGINT NOT NULL
);
CREATE TABLE meeting_opening (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    opened_by UUID NOT NULL REFERENCES person (id),
    opened_at BIGINT NOT NULL
);
CREATE TABLE meeting_ending (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    ended_by UUID NOT NULL REFERENCES person (id),
    ended_at BIGINT NOT NULL
);
-- What everybody in the room looks at; the version grows with each change.
CREATE TABLE meeting_room (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    version BIGINT NOT NULL,
    item_no BIGINT NOT NULL
);
-- Who is expected (应到), left out with reason and approval, or invited without a vote; and how
-- each took part, as the recorder wrote it down.
CREATE TABLE meeting_person (
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    person_id UUID NOT NULL REFERENCES person (id),
    pinyin TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    standing TEXT COLLATE "C" NOT NULL CHECK (standing IN ('expected', 'left_out', 'invited')),
    has_vote BIGINT NOT NULL CHECK (has_vote IN (0, 1)),
    no_vote TEXT COLLATE "C" NOT NULL CHECK (no_vote IN ('', 'probationary', 'sanction', 'guest')),
    left_out TEXT COLLATE "C" CHECK (left_out IN ('no_will', 'abroad', 'sentence', 'bedridden', 'should_transfer', 'retired_elsewhere')),
    left_out_words TEXT COLLATE "C",
    approval TEXT COLLATE "C",
    attendance TEXT COLLATE "C" CHECK (attendance IN ('hall', 'remote', 'written', 'excused', 'waived')),
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID REFERENCES person (id),
    entered_at BIGINT,
    PRIMARY KEY (meeting_id, person_id),
    CHECK (standing <> 'left_out' OR (left_out IS NOT NULL AND approval IS NOT NULL))
);
CREATE INDEX meeting_person_when ON meeting_person (person_id, starts_at);
CREATE TABLE meeting_item (
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    no BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    proposal_kind TEXT COLLATE "C",
    proposal_id UUID,
    PRIMARY KEY (meeting_id, no)
);
CREATE TABLE meeting_handout (
    id UUID PRIMARY KEY,
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    item_no BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    file_id UUID REFERENCES file (id),
    added_by UUID NOT NULL REFERENCES person (id),
    added_at BIGINT NOT NULL
);
CREATE INDEX meeting_handout_meeting ON meeting_handout (meeting_id, item_no);
CREATE TABLE meeting_remark (
    id UUID PRIMARY KEY,
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    item_no BIGINT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL
);
CREATE INDEX meeting_remark_meeting ON meeting_remark (meeting_id, entered_at);
CREATE TABLE meeting_hand (
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    item_no BIGINT NOT NULL,
    person_id UUID NOT NULL REFERENCES person (id),
    raised_at BIGINT NOT NULL,
    spoke_at BIGINT,
    PRIMARY KEY (meeting_id, item_no, person_id)
);
CREATE TABLE meeting_vote (
    id UUID PRIMARY KEY,
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    item_no BIGINT NOT NULL,
    no BIGINT NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    regime TEXT COLLATE "C" NOT NULL CHECK (regime IN ('general', 'admission')),
    ballot TEXT COLLATE "C" NOT NULL CHECK (ballot IN ('open', 'secret')),
    subject_id UUID REFERENCES person (id),
    proposal_kind TEXT COLLATE "C",
    proposal_id UUID,
    opened_by UUID NOT NULL REFERENCES person (id),
    opened_at BIGINT NOT NULL,
    UNIQUE (meeting_id, no),
    CHECK (regime <> 'admission' OR ballot = 'secret')
);
-- An open vote by name: raised in the hall, tapped from afar. Secret votes have no row here.
CREATE TABLE meeting_cast (
    vote_id UUID NOT NULL REFERENCES meeting_vote (id),
    person_id UUID NOT NULL REFERENCES person (id),
    choice TEXT COLLATE "C" NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
    receipt TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    cast_at BIGINT NOT NULL,
    PRIMARY KEY (vote_id, person_id)
);
CREATE TABLE meeting_count (
    vote_id UUID PRIMARY KEY REFERENCES meeting_vote (id),
    expected BIGINT NOT NULL,
    attending BIGINT NOT NULL,
    written BIGINT NOT NULL,
    yes BIGINT NOT NULL,
    no BIGINT NOT NULL,
    abstained BIGINT NOT NULL,
    counted_by TEXT COLLATE "C" NOT NULL,
    quorate BIGINT NOT NULL CHECK (quorate IN (0, 1)),
    passed BIGINT NOT NULL CHECK (passed IN (0, 1)),
    closed_by UUID NOT NULL REFERENCES person (id),
    closed_at BIGINT NOT NULL,
    CHECK (passed = 0 OR quorate = 1),
    CHECK (yes >= 0 AND no >= 0 AND abstained >= 0 AND yes + no + abstained <= expected)
);
CREATE TABLE meeting_minutes (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    body TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    written_by UUID NOT NULL REFERENCES person (id),
    written_at BIGINT NOT NULL,
    submitted_by UUID REFERENCES person (id),
    submitted_at BIGINT,
    returned TEXT COLLATE "C"
);
-- Confirmed minutes change no more; what is mended stands in an addendum.
CREATE TABLE meeting_seal (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    body TEXT COLLATE "C" NOT NULL,
    hash BYTEA NOT NULL,
    alone BIGINT NOT NULL CHECK (alone IN (0, 1)),
    sealed_by UUID NOT NULL REFERENCES person (id),
    sealed_at BIGINT NOT NULL
);
CREATE TABLE meeting_addendum (
    id UUID PRIMARY KEY,
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    words TEXT COLLATE "C" NOT NULL,
    added_by UUID NOT NULL REFERENCES person (id),
    added_at BIGINT NOT NULL
);
CREATE INDEX meeting_addendum_meeting ON meeting_addendum (meeting_id, added_at);
-- Which organisation has held which kind in which period: one row, one count, however often it met.
CREATE TABLE meeting_period (
    org_id UUID NOT NULL REFERENCES org (id),
    kind TEXT COLLATE "C" NOT NULL,
    period TEXT COLLATE "C" NOT NULL,
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    PRIMARY KEY (org_id, kind, period)
);
CREATE TABLE talk (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('heart_talk', 'reminder_talk')),
    by_person UUID NOT NULL REFERENCES person (id),
    with_person UUID NOT NULL REFERENCES person (id),
    held_on TEXT COLLATE "C" NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    CHECK (by_person <> with_person)
);
CREATE INDEX talk_org ON talk (org_id, held_on, id);
-- A calendar of one's own for other programs: the address holds a secret, the table its hash.
CREATE TABLE calendar_feed (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    edition BIGINT NOT NULL,
    token BYTEA NOT NULL UNIQUE,
    made_at BIGINT NOT NULL
);
-- How many branches stand below a committee is counted from this alone.
CREATE INDEX org_branches ON org (path) WHERE kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch') AND dissolved_on IS NULL;
