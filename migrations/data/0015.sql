-- A term put off, a reminder, a joint branch's unit, a grid with its people, groups and import.
INSERT INTO term (id, org_id, number, starts_on, ends_on, years) VALUES (id(1500), id(102), 91, '2021-11-01', '2026-11-01', 5);
INSERT INTO term_shift (term_id, ends_on, approved_by, approved_on, reason, entered_by, entered_at) VALUES
    (id(1500), '2027-03-01', '街道党工委', '2026-09-01', '与村委会换届同步', id(1), 1700000000000);
INSERT INTO term_reminder (id, term_id, way, reminded_on, words, entered_by, entered_at) VALUES
    (id(1501), id(1500), 'letter', '2026-05-01', '', id(1), 1700000000000);
INSERT INTO joint_unit (id, org_id, name, entered_by, entered_at) VALUES (id(1502), id(102), '清溪面馆', id(1), 1700000000000);
INSERT INTO org_finding (org_id, code, path, number, day) VALUES (id(102), 'term_soon', '00010001', 6, '2027-03-01');
INSERT INTO grid (id, org_id, path, name, place, households, branch_id, covered, group_count, large, created_by, created_at) VALUES
    (id(1503), id(102), '00010001', '第一网格', '1至6栋', 310, id(102), 120, 1, 1, id(1), 1700000000000);
INSERT INTO grid_person (grid_id, no, role, name) VALUES (id(1503), 1, 'head', '王建国');
INSERT INTO grid_group (grid_id, org_id, households) VALUES (id(1503), id(102), 120);
INSERT INTO grid_import (id, org_id, file_name, state, drafts, faults, created_by, created_at) VALUES
    (id(1504), id(102), '网格.xlsx', 'preview', '[]', '[]', id(1), 1700000000000);
INSERT INTO indicator_fact (seq, verb, path, at, object_kind, object_id, result) VALUES (1, 'drive.evidence', '00010001', 1700000000000, 41, id(1403), NULL);
INSERT INTO rule_confirmation (id, rule_key, effective, value, words, confirmed_by, confirmed_at) VALUES
    (id(1505), 'setup.approval_months', '2018-10-28', '1', '已对照省委组织部文件', id(1), 1700000000000);
