-- A request that was handed over, answered and judged, an item of rectification, and a project.
INSERT INTO matter (id, kind, first_org, owner_org, owner_person, path, state, phase, sort_at, round, clock_from, clock_ms, paused_ms, offers, ruled, offered_org, ruling_org, opened_at, closed_at) VALUES
    (id(1701), 'request', id(102), id(102), id(1), '00010001', 'settled', 'closed', -1700000900000, 1, 1700000000000, 604800000, 0, 1, 0, NULL, NULL, 1700000000000, 1700000900000),
    (id(1702), 'rectification', id(102), id(102), id(1), '00010001', 'open', 'open', 1700604800000, 1, 1700000000000, 604800000, 0, 0, 0, NULL, NULL, 1700000000000, NULL);
INSERT INTO matter_step (matter_id, no, step, to_org, to_person, words, by_person, at) VALUES
    (id(1701), 1, 'opened', id(102), id(1), '', NULL, 1700000000000);
INSERT INTO matter_proof (matter_id, round, words, by_person, at) VALUES (id(1701), 1, '灯已换好', id(1), 1700000500000);
INSERT INTO matter_verdict (matter_id, round, verdict, satisfied, words, by_person, at) VALUES
    (id(1701), 1, 'solved', 1, '很快', NULL, 1700000900000);
INSERT INTO spot (code, org_id, label, made_by, made_at, closed_at) VALUES
    ('K7MPQRST', id(102), '望江苑 3 幢', id(1), 1700000000000, NULL);
INSERT INTO request (matter_id, form_key, code_index, spot, topic, category, words, place, phone_sealed, phone_until, channel, entered_by, respond_by, responded_at, year) VALUES
    (id(1701), id(1703), bytes(17), 'K7MPQRST', 'utilities', 'utility', '楼道灯不亮', '3 幢 2 单元', NULL, NULL, 'self', NULL, 1700086400000, 1700000500000, 2023);
INSERT INTO exclusion_request (matter_id, no, reason, words, asked_by, asked_at, granted, decision, decided_by, decided_at) VALUES
    (id(1701), 1, 'repeated', '与上月一件相同', id(1), 1700000300000, 0, '不是同一处', id(2), 1700000400000);
INSERT INTO work_order (id, matter_id, no, given_to, words, sent_by, sent_at, reply, reply_by, reply_via, replied_at, entered_by) VALUES
    (id(1704), id(1701), 1, '云溪供电所', '请检查线路', id(1), 1700000200000, '已修好', '张工', 'paper', 1700000450000, id(1));
INSERT INTO rectification (matter_id, org_id, source, finding, wanted, found_on, created_by) VALUES
    (id(1702), id(102), '街道检查', '会议记录缺议定事项', '补齐并按月检查', '2026-03-01', id(1));
INSERT INTO project (id, org_id, title, goal, measure, unit, baseline, target, starts_on, ends_on, created_by, created_at) VALUES
    (id(1705), id(102), '办件提速', '居民少跑一次', '平均办件天数', '天', 7000, 3000, '2026-01-01', '2026-12-31', id(1), 1700000000000);
INSERT INTO project_action (project_id, no, what, planned_on, done_on, done_words, entered_by, entered_at) VALUES
    (id(1705), 1, '窗口设党员示范岗', '2026-03-01', '2026-03-05', '两人轮值', id(1), 1700000100000);
INSERT INTO project_measurement (project_id, measured_on, value, source, entered_by, entered_at) VALUES
    (id(1705), '2026-03-31', 6200, '政务大厅月报', id(1), 1700000200000);
INSERT INTO project_closure (project_id, verdict, contribution, otherwise, closed_by, closed_at) VALUES
    (id(1705), 'partly', '窗口少等半天', '系统也升级了', id(1), 1700000900000);
