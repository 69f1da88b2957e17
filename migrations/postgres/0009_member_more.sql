-- What the official record asks for beyond the roster's columns (domain: 党员信息). Dues base and
-- care are sealed. A row stands here once something of it is known.
CREATE TABLE member_more (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    conversion_result TEXT COLLATE "C",
    joined_branch TEXT COLLATE "C",
    probation_extended_until TEXT COLLATE "C",
    party_age_adjust_months BIGINT CHECK (party_age_adjust_months BETWEEN -1200 AND 1200),
    in_service_education TEXT COLLATE "C",
    in_service_degree TEXT COLLATE "C",
    in_service_school TEXT COLLATE "C",
    in_service_major TEXT COLLATE "C",
    job_title TEXT COLLATE "C",
    frontline TEXT COLLATE "C",
    flow_destination TEXT COLLATE "C",
    flow_unit_nature TEXT COLLATE "C",
    has_flow_card BIGINT CHECK (has_flow_card IN (0, 1)),
    flow_ended_on TEXT COLLATE "C",
    dues_base BYTEA,
    care_flags BYTEA,
    version BIGINT NOT NULL DEFAULT 1,
    updated_at BIGINT NOT NULL
);

-- What there may be several of: 奖励, 惩戒, 出国出境, 困难情况, 家庭成员. What each says is sealed.
CREATE TABLE member_item (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT COLLATE "C" NOT NULL CHECK (kind IN ('reward', 'sanction', 'overseas', 'hardship', 'family')),
    body BYTEA NOT NULL,
    entered_by UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX member_item_person ON member_item (person_id, kind, created_at);

-- How and where somebody came onto the roll (增加), when it was entered by hand.
CREATE TABLE member_entry (
    id UUID PRIMARY KEY,
    person_id UUID NOT NULL REFERENCES person (id),
    org_id UUID NOT NULL REFERENCES org (id),
    kind TEXT COLLATE "C" NOT NULL,
    entered_on TEXT COLLATE "C" NOT NULL,
    entered_by UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX member_entry_person ON member_entry (person_id, created_at);
