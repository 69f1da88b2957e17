-- Rows for every table of 0004.
INSERT INTO material (id, org_id, kind, title, title_folded, current_number, created_by, created_at) VALUES
    (id(201), id(101), 'text', '党章关于支部的规定', '党章关于支部的规定', 2, id(1), 1700000000000),
    (id(202), id(102), 'pages', '村务公开', '村务公开', 1, id(1), 1700000000000);
INSERT INTO material_version (id, material_id, number, title, source, markdown, html, outline, body, notes, sanitiser, minutes, pages, file_id, created_by, created_at) VALUES
    (id(211), id(201), 1, '党章关于支部的规定', '中国共产党章程', '# 第五章', '<h1 id="a1">第五章</h1>', '[]', '第五章', '[]', 1, 2, 0, NULL, id(1), 1700000000000),
    (id(212), id(201), 2, '党章关于支部的规定', '', '# 第五章', '<h1 id="a1">第五章</h1>', '[]', '第五章', '[]', 1, 2, 0, NULL, id(1), 1700000100000),
    (id(213), id(202), 1, '村务公开', '', '', '', '[]', '', '[]', 1, 1, 1, id(61), id(1), 1700000000000);
INSERT INTO material_page (version_id, number, image_id, body) VALUES (id(213), 1, id(61), '村务公开');
INSERT INTO material_submission (version_id, by_person, at, passes) VALUES (id(211), id(1), 1700000000000, 1);
INSERT INTO material_review (version_id, by_person, verdict, reason, at) VALUES
    (id(211), id(2), 'passed', '', 1700000001000), (id(212), id(2), 'returned', '缺来源', 1700000001000);
INSERT INTO material_publication (id, material_id, version_id, by_person, at) VALUES
    (id(221), id(201), id(211), id(1), 1700000002000);
INSERT INTO material_withdrawal (publication_id, cause, reason, by_person, at) VALUES
    (id(221), 'superseded', '', id(1), 1700000003000);
INSERT INTO reading_place (person_id, material_id, anchor) VALUES (id(2), id(201), 'a1');
INSERT INTO course (id, org_id, title, title_folded, summary, version, created_by, created_at) VALUES
    (id(231), id(101), '党章入门', '党章入门', '三章', 4, id(1), 1700000000000);
INSERT INTO course_publication (course_id, by_person, at) VALUES (id(231), id(1), 1700000000000);
INSERT INTO course_withdrawal (course_id, by_person, at) VALUES (id(231), id(1), 1700009000000);
INSERT INTO chapter (id, course_id, place, title, removed_at) VALUES
    (id(241), id(231), 1, '总纲', NULL), (id(242), id(231), 2, '旧章', 1700000000000);
INSERT INTO unit (id, course_id, chapter_id, place, title, kind, material_id, anchor, activity_id, removed_at) VALUES
    (id(251), id(231), id(241), 1, '读第五章', 'reading', id(201), 'a1', '', NULL),
    (id(252), id(231), id(241), 2, '测试', 'test', NULL, '', '00000000000000000000000000000109', NULL);
INSERT INTO plan (id, org_id, course_id, audience_org_id, audience_kinds, opens_on, due_on, version, created_by, created_at) VALUES
    (id(261), id(101), id(231), id(102), '["rural"]', '2023-11-15', '2023-12-15', 1, id(1), 1700000000000);
INSERT INTO plan_withdrawal (plan_id, by_person, at) VALUES (id(261), id(1), 1700009000000);
INSERT INTO plan_reminder (plan_id, person_id, number, at) VALUES (id(261), id(2), 1, 1702656000000);
INSERT INTO plan_reminding (plan_id, number, after_path, after_id, done_at) VALUES
    (id(261), 1, '00010001', id(2), 1702656000000), (id(261), 2, '0001', id(1), NULL);
INSERT INTO unit_finish (person_id, unit_id, client_id, at) VALUES (id(2), id(251), id(271), 1700000005000);
INSERT INTO course_finish (person_id, course_id, at) VALUES (id(1), id(231), 1700000006000);
