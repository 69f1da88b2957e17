-- Rows for every table of 0002.
INSERT INTO org (id, parent_id, path, code, full_name, short_name, kind, unit_nature, admin_division, approved_by, founded_on, contact, display_order, children, version, created_at, dissolved_on) VALUES
    (id(101), NULL, '0001', '001', '中共云溪市委员会', '云溪市委', 'primary_committee', 'territory', '330100', NULL, '1949-10-01', NULL, 0, 1, 1, 1700000000000, NULL),
    (id(102), id(101), '00010001', NULL, '中共云溪市柳河村支部委员会', '柳河村党支部', 'branch', 'village', NULL, '云溪市委', NULL, '0571-0000000', 1, 0, 3, 1700000000000, NULL);
INSERT INTO term (id, org_id, number, starts_on, ends_on, years) VALUES
    (id(111), id(102), 12, '2021-01-10', '2026-01-10', 5);
INSERT INTO duty (id, person_id, org_id, kind, from_on, until_on, entered_by, created_at) VALUES
    (id(31), id(1), id(102), 'secretary', '2021-01-10', NULL, NULL, 1700000000000),
    (id(32), id(1), id(101), 'sys_admin', '2021-01-10', '2022-01-10', id(1), 1700000000000);
