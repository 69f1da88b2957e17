-- What the official record asks for beyond the roster's columns (domain: 党员信息). Dues base and
-- care are sealed. A row stands here once something of it is known.
CREATE TABLE member_more (
    person_id BLOB PRIMARY KEY REFERENCES person (id) CHECK (length(person_id) = 16),
    conversion_result TEXT,
    joined_branch TEXT,
    probation_extended_until TEXT,
    party_age_adjust_months INTEGER CHECK (party_age_adjust_months BETWEEN -1200 AND 1200),
    in_service_education TEXT,
    in_service_degree TEXT,
    in_service_school TEXT,
    in_service_major TEXT,
    job_title TEXT,
    frontline TEXT,
    flow_destination TEXT,
    flow_unit_nature TEXT,
    has_flow_card INTEGER CHECK (has_flow_card IN (0, 1)),
    flow_ended_on TEXT,
    dues_base BLOB,
    care_flags BLOB,
    version INTEGER NOT NULL DEFAULT 1,
    updated_at INTEGER NOT NULL
) STRICT;

-- What there may be several of: 奖励, 惩戒, 出国出境, 困难情况, 家庭成员. What each says is sealed.
CREATE TABLE member_item (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('reward', 'sanction', 'overseas', 'hardship', 'family')),
    body BLOB NOT NULL,
    entered_by BLOB CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_item_person ON member_item (person_id, kind, created_at);

-- How and where somebody came onto the roll (增加), when it was entered by hand.
CREATE TABLE member_entry (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    org_id BLOB NOT NULL REFERENCES org (id) CHECK (length(org_id) = 16),
    kind TEXT NOT NULL,
    entered_on TEXT NOT NULL,
    entered_by BLOB CHECK (length(entered_by) = 16),
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX member_entry_person ON member_entry (person_id, created_at);
