-- Rows for every table of 0008.
INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at) VALUES
    (id(1001), '孙丽', 'sun li', 'sl', 'sunli', bytes(0607), 1700000000000);
INSERT INTO member (person_id, sex, birth_date, member_category, party_status, created_at, updated_at) VALUES
    (id(1001), '2', '1941-02-03', 'full_member', 'deceased', 1700000000000, 1700000000000);
INSERT INTO belonging (id, person_id, org_id, path, kind, from_on, until_on, created_at) VALUES
    (id(1002), id(1001), id(102), '00010001', 'home', '1970-07-01', '2025-06-01', 1700000000000);
INSERT INTO member_exit (belonging_id, person_id, kind, left_on, reason, status_before, also_ended, entered_by, created_at) VALUES
    (id(1002), id(1001), 'deceased', '2025-06-01', bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff00), 'normal', '', id(1), 1700000000000);
