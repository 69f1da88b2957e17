-- Organisation life (三会一课、主题党日、组织生活会、民主评议): called, held, voted, minuted.
CREATE TABLE meeting (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('general_assembly', 'branch_committee', 'group_meeting', 'party_lecture', 'theme_day', 'org_life_meeting', 'member_appraisal', 'democratic_life_meeting')),
    title TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    held_on TEXT NOT NULL,
    minutes INTEGER NOT NULL CHECK (minutes BETWEEN 5 AND 1440),
    place TEXT NOT NULL,
    link TEXT NOT NULL,
    words TEXT NOT NULL,
    chair_id BLOB NOT NULL REFERENCES person (id) CHECK (length(chair_id) = 16),
    recorder_id BLOB NOT NULL REFERENCES person (id) CHECK (length(recorder_id) = 16),
    on_paper INTEGER NOT NULL CHECK (on_paper IN (0, 1)),
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_org ON meeting (org_id, starts_at, id);
CREATE TABLE meeting_cancellation (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    words TEXT NOT NULL,
    cancelled_by BLOB NOT NULL REFERENCES person (id) CHECK (length(cancelled_by) = 16),
    cancelled_at INTEGER NOT NULL
) STRICT;
CREATE TABLE meeting_opening (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    opened_by BLOB NOT NULL REFERENCES person (id) CHECK (length(opened_by) = 16),
    opened_at INTEGER NOT NULL
) STRICT;
CREATE TABLE meeting_ending (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    ended_by BLOB NOT NULL REFERENCES person (id) CHECK (length(ended_by) = 16),
    ended_at INTEGER NOT NULL
) STRICT;
-- What everybody in the room looks at; the version grows with each change.
CREATE TABLE meeting_room (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    version INTEGER NOT NULL,
    item_no INTEGER NOT NULL
) STRICT;
-- Who is expected (应到), left out with reason and approval, or invited without a vote; and how
-- each took part, as the recorder wrote it down.
CREATE TABLE meeting_person (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    pinyin TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('expected', 'left_out', 'invited')),
    has_vote INTEGER NOT NULL CHECK (has_vote IN (0, 1)),
    no_vote TEXT NOT NULL CHECK (no_vote IN ('', 'probationary', 'sanction', 'guest')),
    left_out TEXT CHECK (left_out IN ('no_will', 'abroad', 'sentence', 'bedridden', 'should_transfer', 'retired_elsewhere')),
    left_out_words TEXT,
    approval TEXT,
    attendance TEXT CHECK (attendance IN ('hall', 'remote', 'written', 'excused', 'waived')),
    words TEXT NOT NULL,
    entered_by BLOB REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER,
    PRIMARY KEY (meeting_id, person_id),
    CHECK (standing <> 'left_out' OR (left_out IS NOT NULL AND approval IS NOT NULL))
) STRICT;
CREATE INDEX meeting_person_when ON meeting_person (person_id, starts_at);
CREATE TABLE meeting_item (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    proposal_kind TEXT,
    proposal_id BLOB CHECK (length(proposal_id) = 16),
    PRIMARY KEY (meeting_id, no)
) STRICT;
CREATE TABLE meeting_handout (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    item_no INTEGER NOT NULL,
    title TEXT NOT NULL,
    address TEXT NOT NULL,
    file_id BLOB REFERENCES file (id) CHECK (length(file_id) = 16),
    added_by BLOB NOT NULL REFERENCES person (id) CHECK (length(added_by) = 16),
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_handout_meeting ON meeting_handout (meeting_id, item_no);
CREATE TABLE meeting_remark (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    item_no INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_remark_meeting ON meeting_remark (meeting_id, entered_at);
CREATE TABLE meeting_hand (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    item_no INTEGER NOT NULL,
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    raised_at INTEGER NOT NULL,
    spoke_at INTEGER,
    PRIMARY KEY (meeting_id, item_no, person_id)
) STRICT;
CREATE TABLE meeting_vote (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    item_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    title TEXT NOT NULL,
    regime TEXT NOT NULL CHECK (regime IN ('general', 'admission')),
    ballot TEXT NOT NULL CHECK (ballot IN ('open', 'secret')),
    subject_id BLOB REFERENCES person (id) CHECK (length(subject_id) = 16),
    proposal_kind TEXT,
    proposal_id BLOB CHECK (length(proposal_id) = 16),
    opened_by BLOB NOT NULL REFERENCES person (id) CHECK (length(opened_by) = 16),
    opened_at INTEGER NOT NULL,
    UNIQUE (meeting_id, no),
    CHECK (regime <> 'admission' OR ballot = 'secret')
) STRICT;
-- An open vote by name: raised in the hall, tapped from afar. Secret votes have no row here.
CREATE TABLE meeting_cast (
    vote_id BLOB NOT NULL REFERENCES meeting_vote (id) CHECK (length(vote_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    choice TEXT NOT NULL CHECK (choice IN ('yes', 'no', 'abstain')),
    receipt TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    cast_at INTEGER NOT NULL,
    PRIMARY KEY (vote_id, person_id)
) STRICT;
CREATE TABLE meeting_count (
    vote_id BLOB PRIMARY KEY REFERENCES meeting_vote (id) CHECK (length(vote_id) = 16),
    expected INTEGER NOT NULL,
    attending INTEGER NOT NULL,
    written INTEGER NOT NULL,
    yes INTEGER NOT NULL,
    no INTEGER NOT NULL,
    abstained INTEGER NOT NULL,
    counted_by TEXT NOT NULL,
    quorate INTEGER NOT NULL CHECK (quorate IN (0, 1)),
    passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
    closed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(closed_by) = 16),
    closed_at INTEGER NOT NULL,
    CHECK (passed = 0 OR quorate = 1),
    CHECK (yes >= 0 AND no >= 0 AND abstained >= 0 AND yes + no + abstained <= expected)
) STRICT;
CREATE TABLE meeting_minutes (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    body TEXT NOT NULL,
    version INTEGER NOT NULL,
    written_by BLOB NOT NULL REFERENCES person (id) CHECK (length(written_by) = 16),
    written_at INTEGER NOT NULL,
    submitted_by BLOB REFERENCES person (id) CHECK (length(submitted_by) = 16),
    submitted_at INTEGER,
    returned TEXT
) STRICT;
-- Confirmed minutes change no more; what is mended stands in an addendum.
CREATE TABLE meeting_seal (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    body TEXT NOT NULL,
    hash BLOB NOT NULL,
    alone INTEGER NOT NULL CHECK (alone IN (0, 1)),
    sealed_by BLOB NOT NULL REFERENCES person (id) CHECK (length(sealed_by) = 16),
    sealed_at INTEGER NOT NULL
) STRICT;
CREATE TABLE meeting_addendum (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    words TEXT NOT NULL,
    added_by BLOB NOT NULL REFERENCES person (id) CHECK (length(added_by) = 16),
    added_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_addendum_meeting ON meeting_addendum (meeting_id, added_at);
-- Which organisation has held which kind in which period: one row, one count, however often it met.
CREATE TABLE meeting_period (
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL,
    period TEXT NOT NULL,
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    PRIMARY KEY (org_id, kind, period)
) STRICT;
CREATE TABLE talk (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('heart_talk', 'reminder_talk')),
    by_person BLOB NOT NULL REFERENCES person (id) CHECK (length(by_person) = 16),
    with_person BLOB NOT NULL REFERENCES person (id) CHECK (length(with_person) = 16),
    held_on TEXT NOT NULL,
    subject TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    CHECK (by_person <> with_person)
) STRICT;
CREATE INDEX talk_org ON talk (org_id, held_on, id);
-- A calendar of one's own for other programs: the address holds a secret, the table its hash.
CREATE TABLE calendar_feed (
    person_id BLOB PRIMARY KEY REFERENCES person (id) CHECK (length(person_id) = 16),
    edition INTEGER NOT NULL,
    token BLOB NOT NULL UNIQUE,
    made_at INTEGER NOT NULL
) STRICT;
-- How many branches stand below a committee is counted from this alone.
CREATE INDEX org_branches ON org (path) WHERE kind IN ('branch', 'joint_branch', 'temporary_branch', 'functional_branch') AND dissolved_on IS NULL;
