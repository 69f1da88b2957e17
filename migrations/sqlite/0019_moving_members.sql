-- Members on the move: stays elsewhere that two sides confirm, whom one has lost touch with, where
-- those away find help, and affiliations on their way from one branch to another.

-- A stay elsewhere (流动党员). One side at least is an organisation of ours; what stands outside the
-- system is named in words, and so is the guest whose home is outside.
CREATE TABLE floating (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    guest_name TEXT,
    guest_phone BLOB,
    home_org_id BLOB REFERENCES org (id) CHECK (length(home_org_id) = 16),
    home_path TEXT,
    home_words TEXT NOT NULL,
    host_org_id BLOB REFERENCES org (id) CHECK (length(host_org_id) = 16),
    host_path TEXT,
    host_words TEXT NOT NULL,
    reason TEXT NOT NULL CHECK (reason IN ('work', 'business', 'study', 'family', 'retired', 'other')),
    destination TEXT NOT NULL,
    unit_nature TEXT NOT NULL,
    from_on TEXT NOT NULL,
    expected_until TEXT,
    has_card INTEGER NOT NULL CHECK (has_card IN (0, 1)),
    registered_by TEXT NOT NULL CHECK (registered_by IN ('member', 'home', 'host')),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    on_paper INTEGER NOT NULL CHECK (on_paper IN (0, 1)),
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'active', 'refused', 'withdrawn', 'ended')),
    home_said INTEGER,
    home_said_by TEXT NOT NULL DEFAULT '',
    host_said INTEGER,
    host_said_by TEXT NOT NULL DEFAULT '',
    belonging_id BLOB CHECK (length(belonging_id) = 16),
    contacted_on TEXT,
    closed_on TEXT,
    closed_how TEXT CHECK (closed_how IN ('returned', 'transferred', 'moved_on', 'left', 'refused', 'withdrawn')),
    closed_words TEXT NOT NULL DEFAULT '',
    CHECK ((person_id IS NULL) = (home_org_id IS NULL)),
    CHECK ((person_id IS NULL) = (guest_name IS NOT NULL)),
    CHECK (home_org_id IS NOT NULL OR host_org_id IS NOT NULL),
    CHECK ((home_org_id IS NULL) = (home_path IS NULL)),
    CHECK ((host_org_id IS NULL) = (host_path IS NULL)),
    CHECK ((closed_on IS NULL) = (state IN ('waiting', 'active'))),
    CHECK (expected_until IS NULL OR expected_until > from_on)
) STRICT;
CREATE UNIQUE INDEX floating_one_open ON floating (person_id) WHERE state IN ('waiting', 'active');
CREATE INDEX floating_person ON floating (person_id, created_at);
CREATE INDEX floating_home ON floating (state, home_path, id);
CREATE INDEX floating_host ON floating (state, host_path, id);
CREATE INDEX floating_home_org ON floating (home_org_id);
CREATE INDEX floating_host_org ON floating (host_org_id);

-- Who was in touch with whom, how, and in a few words what about. The member reads it.
CREATE TABLE floating_contact (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    floating_id BLOB NOT NULL REFERENCES floating (id) CHECK (length(floating_id) = 16),
    side TEXT NOT NULL CHECK (side IN ('member', 'home', 'host')),
    how TEXT NOT NULL CHECK (how IN ('phone', 'message', 'visit', 'letter', 'meeting')),
    on_day TEXT NOT NULL,
    note TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX floating_contact_of ON floating_contact (floating_id, on_day);

-- Somebody one has lost touch with (失联党员). Nothing follows from it by itself.
CREATE TABLE lost_contact (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    since_on TEXT NOT NULL,
    opened_by BLOB NOT NULL REFERENCES person (id) CHECK (length(opened_by) = 16),
    opened_at INTEGER NOT NULL,
    closed_on TEXT,
    closed_how TEXT CHECK (closed_how IN ('found', 'left')),
    closed_words TEXT NOT NULL DEFAULT '',
    CHECK ((closed_on IS NULL) = (closed_how IS NULL))
) STRICT;
CREATE UNIQUE INDEX lost_contact_one_open ON lost_contact (person_id) WHERE closed_on IS NULL;
CREATE INDEX lost_contact_open ON lost_contact (path, id) WHERE closed_on IS NULL;
CREATE INDEX lost_contact_org ON lost_contact (org_id);
CREATE TABLE lost_contact_try (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    lost_id BLOB NOT NULL REFERENCES lost_contact (id) CHECK (length(lost_id) = 16),
    on_day TEXT NOT NULL,
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX lost_contact_try_of ON lost_contact_try (lost_id, on_day);

-- Where a member away from home finds help (流动党员服务站), in whatever city.
CREATE TABLE station (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    division TEXT NOT NULL,
    address TEXT NOT NULL,
    latitude INTEGER,
    longitude INTEGER,
    hours TEXT NOT NULL,
    people TEXT NOT NULL,
    phone TEXT NOT NULL,
    services TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    version INTEGER NOT NULL DEFAULT 1,
    closed_on TEXT,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
) STRICT;
CREATE INDEX station_open ON station (division, name, id) WHERE closed_on IS NULL;
CREATE INDEX station_path ON station (path, id);
CREATE INDEX station_org ON station (org_id);
CREATE TABLE station_event (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    station_id BLOB NOT NULL REFERENCES station (id) CHECK (length(station_id) = 16),
    title TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    words TEXT NOT NULL,
    created_by BLOB NOT NULL REFERENCES person (id) CHECK (length(created_by) = 16),
    created_at INTEGER NOT NULL,
    cancelled_at INTEGER
) STRICT;
CREATE INDEX station_event_of ON station_event (station_id, starts_at);
CREATE TABLE station_ask (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    station_id BLOB NOT NULL REFERENCES station (id) CHECK (length(station_id) = 16),
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    asker TEXT NOT NULL,
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL,
    answer TEXT,
    answered_by BLOB REFERENCES person (id) CHECK (length(answered_by) = 16),
    answered_at INTEGER,
    closed_at INTEGER,
    closed_by BLOB REFERENCES person (id) CHECK (length(closed_by) = 16),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
) STRICT;
CREATE INDEX station_ask_open ON station_ask (station_id, created_at) WHERE closed_at IS NULL;
CREATE INDEX station_ask_of ON station_ask (station_id, created_at);
CREATE INDEX station_ask_person ON station_ask (person_id, created_at);

-- An affiliation on its way (组织关系转接). Until it is received the sender answers for the member.
CREATE TABLE transfer (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('internal', 'outward', 'inward')),
    person_id BLOB REFERENCES person (id) CHECK (length(person_id) = 16),
    full_name TEXT NOT NULL,
    from_org_id BLOB REFERENCES org (id) CHECK (length(from_org_id) = 16),
    from_path TEXT,
    from_words TEXT NOT NULL,
    to_org_id BLOB REFERENCES org (id) CHECK (length(to_org_id) = 16),
    to_path TEXT,
    to_words TEXT NOT NULL,
    reason TEXT NOT NULL,
    dues_until TEXT NOT NULL,
    proposed_by TEXT NOT NULL CHECK (proposed_by IN ('member', 'sender', 'receiver')),
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    on_paper INTEGER NOT NULL CHECK (on_paper IN (0, 1)),
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'sent', 'answered', 'received', 'refused', 'withdrawn')),
    letter_no TEXT NOT NULL DEFAULT '',
    letter_on TEXT,
    valid_until TEXT,
    answered_by TEXT NOT NULL DEFAULT '',
    answered_at INTEGER,
    closed_on TEXT,
    closed_words TEXT NOT NULL DEFAULT '',
    national_no TEXT NOT NULL DEFAULT '',
    national_on TEXT,
    CHECK (kind = 'inward' OR (person_id IS NOT NULL AND from_org_id IS NOT NULL)),
    CHECK (kind = 'outward' OR to_org_id IS NOT NULL),
    CHECK ((from_org_id IS NULL) = (from_path IS NULL)),
    CHECK ((to_org_id IS NULL) = (to_path IS NULL)),
    CHECK ((closed_on IS NULL) = (state IN ('proposed', 'sent', 'answered')))
) STRICT;
CREATE UNIQUE INDEX transfer_one_open ON transfer (person_id) WHERE state IN ('proposed', 'sent', 'answered');
CREATE INDEX transfer_person ON transfer (person_id, created_at);
CREATE INDEX transfer_from ON transfer (state, from_path, id);
CREATE INDEX transfer_to ON transfer (state, to_path, id);
CREATE INDEX transfer_from_org ON transfer (from_org_id);
CREATE INDEX transfer_to_org ON transfer (to_org_id);
