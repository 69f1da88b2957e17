-- Members on the move: stays elsewhere that two sides confirm, whom one has lost touch with, where
-- those away find help, and affiliations on their way from one branch to another.

-- A stay elsewhere (流动党员). One side at least is an organisation of ours; what stands outside the
-- system is named in words, and so is the guest whose home is outside.
CREATE TABLE floating (
    id UUID PRIMARY KEY,
    person_id UUID REFERENCES person (id),
    guest_name TEXT COLLATE "C",
    guest_phone BYTEA,
    home_org_id UUID REFERENCES org (id),
    home_path TEXT COLLATE "C",
    home_words TEXT COLLATE "C" NOT NULL,
    host_org_id UUID REFERENCES org (id),
    host_path TEXT COLLATE "C",
    host_words TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL CHECK (reason IN ('work', 'business', 'study', 'family', 'retired', 'other')),
    destination TEXT COLLATE "C" NOT NULL,
    unit_nature TEXT COLLATE "C" NOT NULL,
    from_on TEXT COLLATE "C" NOT NULL,
    expected_until TEXT COLLATE "C",
    has_card BIGINT NOT NULL CHECK (has_card IN (0, 1)),
    registered_by TEXT COLLATE "C" NOT NULL CHECK (registered_by IN ('member', 'home', 'host')),
    entered_by UUID NOT NULL REFERENCES person (id),
    on_paper BIGINT NOT NULL CHECK (on_paper IN (0, 1)),
    created_at BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'active', 'refused', 'withdrawn', 'ended')),
    home_said BIGINT,
    home_said_by TEXT COLLATE "C" NOT NULL DEFAULT '',
    host_said BIGINT,
    host_said_by TEXT COLLATE "C" NOT NULL DEFAULT '',
    belonging_id UUID,
    contacted_on TEXT COLLATE "C",
    closed_on TEXT COLLATE "C",
    closed_how TEXT COLLATE "C" CHECK (closed_how IN ('returned', 'transferred', 'moved_on', 'left', 'refused', 'withdrawn')),
    closed_words TEXT COLLATE "C" NOT NULL DEFAULT '',
    CHECK ((person_id IS NULL) = (home_org_id IS NULL)),
    CHECK ((person_id IS NULL) = (guest_name IS NOT NULL)),
    CHECK (home_org_id IS NOT NULL OR host_org_id IS NOT NULL),
    CHECK ((home_org_id IS NULL) = (home_path IS NULL)),
    CHECK ((host_org_id IS NULL) = (host_path IS NULL)),
    CHECK ((closed_on IS NULL) = (state IN ('waiting', 'active'))),
    CHECK (expected_until IS NULL OR expected_until > from_on)
);
CREATE UNIQUE INDEX floating_one_open ON floating (person_id) WHERE state IN ('waiting', 'active');
CREATE INDEX floating_person ON floating (person_id, created_at);
CREATE INDEX floating_home ON floating (state, home_path, id);
CREATE INDEX floating_host ON floating (state, host_path, id);
CREATE INDEX floating_home_org ON floating (home_org_id);
CREATE INDEX floating_host_org ON floating (host_org_id);

-- Who was in touch with whom, how, and in a few words what about. The member reads it.
CREATE TABLE floating_contact (
    id UUID PRIMARY KEY,
    floating_id UUID NOT NULL REFERENCES floating (id),
    side TEXT COLLATE "C" NOT NULL CHECK (side IN ('member', 'home', 'host')),
    how TEXT COLLATE "C" NOT NULL CHECK (how IN ('phone', 'message', 'visit', 'letter', 'meeting')),
    on_day TEXT COLLATE "C" NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX floating_contact_of ON floating_contact (floating_id, on_day);

-- Somebody one has lost touch with (失联党员). Nothing follows from it by itself.
CREATE TABLE lost_contact (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    since_on TEXT COLLATE "C" NOT NULL,
    opened_by UUID NOT NULL REFERENCES person (id),
    opened_at BIGINT NOT NULL,
    closed_on TEXT COLLATE "C",
    closed_how TEXT COLLATE "C" CHECK (closed_how IN ('found', 'left')),
    closed_words TEXT COLLATE "C" NOT NULL DEFAULT '',
    CHECK ((closed_on IS NULL) = (closed_how IS NULL))
);
CREATE UNIQUE INDEX lost_contact_one_open ON lost_contact (person_id) WHERE closed_on IS NULL;
CREATE INDEX lost_contact_open ON lost_contact (path, id) WHERE closed_on IS NULL;
CREATE INDEX lost_contact_org ON lost_contact (org_id);
CREATE TABLE lost_contact_try (
    id UUID PRIMARY KEY,
    lost_id UUID NOT NULL REFERENCES lost_contact (id),
    on_day TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX lost_contact_try_of ON lost_contact_try (lost_id, on_day);

-- Where a member away from home finds help (流动党员服务站), in whatever city.
CREATE TABLE station (
    id UUID PRIMARY KEY,
    org_id UUID NOT NULL REFERENCES org (id),
    path TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    division TEXT COLLATE "C" NOT NULL,
    address TEXT COLLATE "C" NOT NULL,
    latitude BIGINT,
    longitude BIGINT,
    hours TEXT COLLATE "C" NOT NULL,
    people TEXT COLLATE "C" NOT NULL,
    phone TEXT COLLATE "C" NOT NULL,
    services TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    version BIGINT NOT NULL DEFAULT 1,
    closed_on TEXT COLLATE "C",
    CHECK ((latitude IS NULL) = (longitude IS NULL))
);
CREATE INDEX station_open ON station (division, name, id) WHERE closed_on IS NULL;
CREATE INDEX station_path ON station (path, id);
CREATE INDEX station_org ON station (org_id);
CREATE TABLE station_event (
    id UUID PRIMARY KEY,
    station_id UUID NOT NULL REFERENCES station (id),
    title TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    created_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    cancelled_at BIGINT
);
CREATE INDEX station_event_of ON station_event (station_id, starts_at);
CREATE TABLE station_ask (
    id UUID PRIMARY KEY,
    station_id UUID NOT NULL REFERENCES station (id),
    person_id UUID REFERENCES person (id),
    asker TEXT COLLATE "C" NOT NULL,
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    created_at BIGINT NOT NULL,
    answer TEXT COLLATE "C",
    answered_by UUID REFERENCES person (id),
    answered_at BIGINT,
    closed_at BIGINT,
    closed_by UUID REFERENCES person (id),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
CREATE INDEX station_ask_open ON station_ask (station_id, created_at) WHERE closed_at IS NULL;
CREATE INDEX station_ask_of ON station_ask (station_id, created_at);
CREATE INDEX station_ask_person ON station_ask (person_id, created_at);

-- An affiliation on its way (组织关系转接). Until it is received the sender answers for the member.
CREATE TABLE transfer (
    id UUID PRIMARY KEY,
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('internal', 'outward', 'inward')),
    person_id UUID REFERENCES person (id),
    full_name TEXT COLLATE "C" NOT NULL,
    from_org_id UUID REFERENCES org (id),
    from_path TEXT COLLATE "C",
    from_words TEXT COLLATE "C" NOT NULL,
    to_org_id UUID REFERENCES org (id),
    to_path TEXT COLLATE "C",
    to_words TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    dues_until TEXT COLLATE "C" NOT NULL,
    proposed_by TEXT COLLATE "C" NOT NULL CHECK (proposed_by IN ('member', 'sender', 'receiver')),
    entered_by UUID NOT NULL REFERENCES person (id),
    on_paper BIGINT NOT NULL CHECK (on_paper IN (0, 1)),
    created_at BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL CHECK (state IN ('proposed', 'sent', 'answered', 'received', 'refused', 'withdrawn')),
    letter_no TEXT COLLATE "C" NOT NULL DEFAULT '',
    letter_on TEXT COLLATE "C",
    valid_until TEXT COLLATE "C",
    answered_by TEXT COLLATE "C" NOT NULL DEFAULT '',
    answered_at BIGINT,
    closed_on TEXT COLLATE "C",
    closed_words TEXT COLLATE "C" NOT NULL DEFAULT '',
    national_no TEXT COLLATE "C" NOT NULL DEFAULT '',
    national_on TEXT COLLATE "C",
    CHECK (kind = 'inward' OR (person_id IS NOT NULL AND from_org_id IS NOT NULL)),
    CHECK (kind = 'outward' OR to_org_id IS NOT NULL),
    CHECK ((from_org_id IS NULL) = (from_path IS NULL)),
    CHECK ((to_org_id IS NULL) = (to_path IS NULL)),
    CHECK ((closed_on IS NULL) = (state IN ('proposed', 'sent', 'answered')))
);
CREATE UNIQUE INDEX transfer_one_open ON transfer (person_id) WHERE state IN ('proposed', 'sent', 'answered');
CREATE INDEX transfer_person ON transfer (person_id, created_at);
CREATE INDEX transfer_from ON transfer (state, from_path, id);
CREATE INDEX transfer_to ON transfer (state, to_path, id);
CREATE INDEX transfer_from_org ON transfer (from_org_id);
CREATE INDEX transfer_to_org ON transfer (to_org_id);
