-- Rows for every table of 0005.
INSERT INTO question (id, org_id, path, kind, current_number, created_by, created_at, retired_at) VALUES
    (id(301), id(101), '0001', 'single', 1, id(1), 1700000000000, NULL),
    (id(302), id(101), '0001', 'true_false', 1, id(1), 1700000000000, 1700000900000);
INSERT INTO question_version (id, question_id, number, kind, body, options, answer, explanation, source, difficulty, tags, digest, created_by, created_at) VALUES
    (id(311), id(301), 1, 'single', '党支部党员大会一般多久召开一次？', '["每季度","每月","每年","每周"]', 1, '', '支部工作条例', 'easy', '["支部"]', bytes(0a), id(1), 1700000000000),
    (id(312), id(302), 1, 'true_false', '预备党员有表决权。', '[]', 2, '', '', 'medium', '[]', bytes(0b), id(1), 1700000000000);
INSERT INTO question_tag (question_id, tag) VALUES (id(301), '支部');
INSERT INTO question_import (id, org_id, file_name, format, state, drafts, faults, added, unchanged, created_by, created_at, ended_at) VALUES
    (id(321), id(101), '题库.xlsx', 'sheet', 'committed', '[]', '[]', 2, 0, id(1), 1700000000000, 1700000001000);
INSERT INTO paper (id, org_id, path, title, current_number, created_by, created_at) VALUES
    (id(331), id(101), '0001', '季度测试', 1, id(1), 1700000000000);
INSERT INTO paper_version (id, paper_id, number, questions, full_marks, created_by, created_at) VALUES
    (id(341), id(331), 1, 2, 10000, id(1), 1700000000000);
INSERT INTO paper_question (paper_version_id, no, question_version_id, full_marks) VALUES
    (id(341), 1, id(311), 5000), (id(341), 2, id(312), 5000);
INSERT INTO test (id, org_id, path, paper_version_id, title, opens_at, closes_at, minutes, audience_org_id, audience_path, audience_kinds, required, shuffled, shuffle_seed, score_shown, multiple_partial, version, created_by, created_at) VALUES
    (id(265), id(101), '0001', id(341), '季度测试', 1700000000000, 1700003600000, 30, id(102), '00010001', '[]', 1, 1, 42, 'after_closing', 'none', 2, id(1), 1700000000000);
INSERT INTO test_publication (test_id, at, by_person) VALUES (id(265), 1700000000000, id(1));
INSERT INTO test_closure (test_id, at, by_person) VALUES (id(265), 1700003700000, NULL);
INSERT INTO test_exemption (test_id, person_id, kind, reason, by_person, at) VALUES
    (id(265), id(1), 'excused', '住院', id(1), 1700000000000);
INSERT INTO sitting (test_id, person_id, person_no, org_no, path, started_at, due_at, seed, form) VALUES
    (id(265), id(2), 2, 2, '00010001', 1700000100000, 1700001900000, 7, 1);
INSERT INTO sitting_open (sitting_no, test_id, due_at) VALUES (1, id(265), 1700001900000);
INSERT INTO answer_log (sitting_no, question_no, client, sequence, value, arrived_at, late, batch, leaf) VALUES
    (1, 1, 5, 1, 1, 1700000200000, 0, 1, 0), (1, 2, 5, 2, 2, 1700002000000, 1, 1, 1);
INSERT INTO answer_batch (id, at, root, signature, leaves) VALUES (1, 1700000200000, bytes(aa), bytes(bb), bytes(cc));
INSERT INTO submission (sitting_no, at, ended_by, answers, digest, batch, leaf) VALUES
    (1, 1700001900000, 'deadline', 1, bytes(dd), 1, 2);
INSERT INTO mark (sitting_no, test_id, path, score, full_marks, band, detail, graded_at) VALUES
    (1, id(265), '00010001', 5000, 10000, 1, '[5000,0]', 1700003700000);
INSERT INTO test_saved (test_id, slot, answers) VALUES (id(265), 3, 2);
