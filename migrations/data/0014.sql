-- A drive with everything below it, and a request for data that was sent and answered.
INSERT INTO drive (id, org_id, title, aim, starts_on, ends_on, created_by, created_at) VALUES
    (id(1401), id(102), '党建质量过硬行动', '把学习落到实处', '2026-03-01', '2026-12-31', id(1), 1700000000000);
INSERT INTO drive_closure (drive_id, words, closed_by, closed_at) VALUES (id(1401), '三项做到，一项没有', id(1), 1700000900000);
INSERT INTO drive_goal (id, drive_id, no, problem, goal, created_by, created_at) VALUES
    (id(1402), id(1401), 1, '学习停留在抄笔记', '每名党员都能讲出三条要点', id(1), 1700000100000);
INSERT INTO drive_measure (id, goal_id, no, what, org_id, responsible, due_on, created_by, created_at) VALUES
    (id(1403), id(1402), 1, '每月一次讨论', id(102), '支部书记', '2026-06-30', id(1), 1700000200000);
INSERT INTO drive_evidence (id, measure_id, happened_on, words, entered_by, entered_at) VALUES
    (id(1404), id(1403), '2026-04-12', '讨论了村集体收入怎么公开', id(1), 1700000300000);
INSERT INTO drive_review (id, goal_id, verdict, words, reviewed_by, reviewed_at) VALUES
    (id(1405), id(1402), 'partly', '两个支部还没有开', id(2), 1700000400000);
INSERT INTO data_request (id, org_id, title, purpose, basis, units, expires_on, created_by, created_at) VALUES
    (id(1410), id(102), '活动场所情况', '安排明年修缮', '市委组织部年度工作安排', 'branches', '2026-12-31', id(1), 1700000000000);
INSERT INTO data_request_field (request_id, no, known, label, folded, kind) VALUES
    (id(1410), 1, 'members.total', '党员人数', '党员人数', 'number'),
    (id(1410), 2, NULL, '活动场所面积', '活动场所面积', 'number');
INSERT INTO data_request_sending (request_id, units, minutes, sent_by, sent_at) VALUES (id(1410), 1, 3, id(1), 1700000500000);
INSERT INTO data_request_unit (request_id, org_id, answered_by, answered_at) VALUES (id(1410), id(102), id(1), 1700000600000);
INSERT INTO data_request_value (request_id, org_id, no, value) VALUES (id(1410), id(102), 2, '120');
