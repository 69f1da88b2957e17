-- Rows for every table of 0003. A sealed column holds at least 33 bytes.
INSERT INTO member (person_id, sex, birth_date, ethnicity, member_category, party_status, joined_on, full_member_on, id_number, id_number_index, mobile, mobile_index, is_floating, version, created_at, updated_at) VALUES
    (id(1), '1', '1979-03-02', '01', 'full_member', 'normal', '2003-07-01', '2004-07-01',
     bytes(010000000100112233445566778899aabb00112233445566778899aabbccddeeff00), bytes(f001), NULL, NULL, 0, 1, 1700000000000, 1700000000000),
    (id(2), '2', '1954-10-19', NULL, 'probationary_member', 'normal', NULL, NULL, NULL, NULL, NULL, NULL, 1, 2, 1700000000000, 1700000001000);
INSERT INTO belonging (id, person_id, org_id, path, kind, from_on, until_on, created_at) VALUES
    (id(121), id(1), id(102), '00010001', 'home', '2003-07-01', NULL, 1700000000000),
    (id(122), id(2), id(101), '0001', 'home', '2020-01-01', '2023-01-01', 1700000000000),
    (id(123), id(2), id(102), '00010001', 'home', '2023-01-01', NULL, 1700000000000),
    (id(124), id(2), id(101), '0001', 'floating', '2023-05-01', NULL, 1700000000000);
INSERT INTO roster_import (id, org_id, file_name, state, head, create_orgs, created_by, created_at, ended_at) VALUES
    (id(131), id(102), '名册.xlsx', 'committed', bytes(03), 1, id(1), 1700000000000, 1700000100000),
    (id(132), id(102), '名册（补）.csv', 'committing', bytes(04), 0, NULL, 1700000200000, NULL);
INSERT INTO roster_row (import_id, row_no, state, outcome, id_index, person_id, payload, before) VALUES
    (id(131), 3, 'passed', 'created', bytes(f001), id(1), bytes(01), NULL),
    (id(131), 4, 'warned', 'updated', bytes(f002), id(2), bytes(02), bytes(05)),
    (id(132), 2, 'failed', NULL, NULL, NULL, bytes(06), NULL);
INSERT INTO roster_hidden (import_id) VALUES (id(132));
