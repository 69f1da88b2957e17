-- Somebody on the way to joining, a lead secretary vetted and appointed, a session that was used.
INSERT INTO applicant (id, org_id, path, full_name, sex, birth_date, ethnicity, education, work_unit, leaving_on, id_number, id_number_index, mobile, residence, stage, state, next_step, due_on, for_branch, for_superior, for_county, for_assembly, person_id, version, created_by, created_at) VALUES
    (id(1601), id(102), '00010001', '陈晓雨', '2', '1999-05-04', '01', '21', '溪月镇农机站', NULL, NULL, bytes(1601), NULL, NULL, 'activist', 'open', 5, NULL, 1, 1, 0, 0, NULL, 1, id(1), 1700000000000);
INSERT INTO admission_step (id, applicant_id, seq, step, outcome, held_on, until_on, facts, words, meeting, org_id, entered_by, entered_at) VALUES
    (id(1602), id(1601), 1, 1, 'done', '2025-03-01', NULL, '{}', '', NULL, id(102), id(1), 1700000000000);
INSERT INTO admission_helper (applicant_id, role, seq, person_id) VALUES (id(1601), 'mentor', 2, id(1));
INSERT INTO admission_notice (id, applicant_id, stage, begins_on, ends_on, place, contact, result, words, concluded_by, concluded_at, entered_by, entered_at) VALUES
    (id(1603), id(1601), 'admission_candidate', '2026-03-02', '2026-03-09', '村务公开栏', '党支部', 'none', '没有反映', id(1), 1700000200000, id(1), 1700000100000);
INSERT INTO admission_override (id, applicant_id, step, block, reason, asked_by, asked_at, confirmed, words, decided_by, decided_at) VALUES
    (id(1604), id(1601), 7, 'cultivation', '在原单位培养过八个月', id(1), 1700000000000, 1, '材料看过', id(2), 1700000100000);
INSERT INTO admission_turn (id, applicant_id, kind, held_on, words, from_org, to_org, entered_by, entered_at) VALUES
    (id(1605), id(1601), 'transferred', '2026-02-01', '换了工作单位', id(101), id(102), id(1), 1700000000000);
INSERT INTO leader (id, org_id, person_id, state, source, words, until_on, created_by, created_at) VALUES
    (id(1606), id(102), id(1), 'appointed', 'returned', '返乡办合作社', '2031-01-01', id(2), 1700000000000);
INSERT INTO leader_vetting (id, leader_id, department, question, org_id, due_on, asked_by, asked_at, verdict, comment, answered_by, stated_by, answered_at) VALUES
    (id(1607), id(1606), '市公安局', '有没有违法犯罪记录', NULL, '2026-03-01', id(2), 1700000000000, 'pass', NULL, NULL, '市公安局', 1700000100000);
INSERT INTO leader_event (id, leader_id, kind, held_on, until_on, number, words, entered_by, entered_at) VALUES
    (id(1608), id(1606), 'appointed', '2026-04-01', '2031-01-01', '溪组〔2026〕4 号', '', id(2), 1700000200000);
INSERT INTO skill (id, org_id, name, words, created_by, created_at) VALUES (id(1610), id(101), '果树修剪', '冬剪和拉枝', id(1), 1700000000000);
INSERT INTO skill_plan (id, org_id, year, aim, created_by, created_at) VALUES (id(1611), id(101), 2026, '每户学会一样', id(1), 1700000000000);
INSERT INTO skill_session (id, plan_id, skill_id, org_id, title, place, organiser, starts_at, hours, seats, off_words, off_by, off_at, created_by, created_at) VALUES
    (id(1612), id(1611), id(1610), id(101), '梨树冬剪', '前塘村梨园', '镇农技站', 1700000000000, 4, 30, NULL, NULL, NULL, id(1), 1700000000000);
INSERT INTO skill_seat (session_id, person_id, entered_by, entered_at, returned_at, credited_by, credited_at) VALUES
    (id(1612), id(1), id(1), 1700000000000, NULL, id(2), 1700000300000);
INSERT INTO skill_use (id, session_id, person_id, used_on, words, entered_by, entered_at) VALUES
    (id(1613), id(1612), id(1), '2026-02-20', '自家三十棵都剪了', id(1), 1700000400000);
