-- Rows for every table of 0009.
INSERT INTO member_more (person_id, conversion_result, joined_branch, probation_extended_until, party_age_adjust_months, in_service_education, in_service_degree, in_service_school, in_service_major, job_title, frontline, flow_destination, flow_unit_nature, has_flow_card, flow_ended_on, dues_base, care_flags, version, updated_at) VALUES
    (id(1), 'on_time', '柳河村党支部', NULL, -6, '21', '4', '省委党校', '经济管理', '副主任', '生产一线', NULL, NULL, NULL, NULL,
     bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff00), NULL, 1, 1700000000000),
    (id(701), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '杭州市', 'private_enterprise', 1, '2025-01-01', NULL,
     bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff01), 3, 1700000000000);
INSERT INTO member_item (id, person_id, kind, body, entered_by, created_at) VALUES
    (id(1101), id(1), 'reward', bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff02), id(1), 1700000000000),
    (id(1102), id(1), 'family', bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff03), NULL, 1700000000000);
INSERT INTO member_entry (id, person_id, org_id, kind, entered_on, entered_by, created_at) VALUES
    (id(1103), id(701), id(102), 'transferred_in', '2024-05-06', id(1), 1700000000000);
