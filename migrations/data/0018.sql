-- A meeting that was called, held, voted at and minuted; one that was cancelled; a talk; a calendar.
INSERT INTO meeting (id, org_id, kind, title, starts_at, held_on, minutes, place, link, words, chair_id, recorder_id, on_paper, created_by, created_at) VALUES
    (id(1801), id(102), 'general_assembly', '三季度党员大会', 1700000000000, '2023-11-15', 90, '村委会', '', '', id(1), id(2), 0, id(1), 1700000000000),
    (id(1802), id(102), 'theme_day', '主题党日', 1700100000000, '2023-11-16', 60, '', '', '', id(1), id(2), 0, id(1), 1700000000000);
INSERT INTO meeting_cancellation (meeting_id, words, cancelled_by, cancelled_at) VALUES (id(1802), '下大雨', id(1), 1700000900000);
INSERT INTO meeting_opening (meeting_id, opened_by, opened_at) VALUES (id(1801), id(2), 1700000000000);
INSERT INTO meeting_ending (meeting_id, ended_by, ended_at) VALUES (id(1801), id(2), 1700005000000);
INSERT INTO meeting_room (meeting_id, version, item_no) VALUES (id(1801), 7, 1);
INSERT INTO meeting_person (meeting_id, person_id, pinyin, starts_at, standing, has_vote, no_vote, left_out, left_out_words, approval, attendance, words, entered_by, entered_at) VALUES
    (id(1801), id(1), 'chen jian guo', 1700000000000, 'expected', 1, '', NULL, NULL, NULL, 'hall', '', id(2), 1700000100000),
    (id(1801), id(2), 'he gui lan', 1700000000000, 'left_out', 1, '', 'bedridden', '卧床', '镇党委同意', NULL, '', NULL, NULL);
INSERT INTO meeting_item (meeting_id, no, title, proposal_kind, proposal_id) VALUES (id(1801), 1, '讨论村集体收入', NULL, NULL);
INSERT INTO meeting_handout (id, meeting_id, item_no, title, address, file_id, added_by, added_at) VALUES
    (id(1803), id(1801), 1, '收支表', '', NULL, id(1), 1700000000000);
INSERT INTO meeting_remark (id, meeting_id, item_no, person_id, words, entered_by, entered_at) VALUES
    (id(1804), id(1801), 1, id(1), '每季度公布一次', id(2), 1700000200000);
INSERT INTO meeting_hand (meeting_id, item_no, person_id, raised_at, spoke_at) VALUES (id(1801), 1, id(1), 1700000150000, 1700000200000);
INSERT INTO meeting_vote (id, meeting_id, item_no, no, title, regime, ballot, subject_id, proposal_kind, proposal_id, opened_by, opened_at) VALUES
    (id(1805), id(1801), 1, 1, '每季度公布一次收支', 'general', 'open', NULL, NULL, NULL, id(2), 1700000300000);
INSERT INTO meeting_cast (vote_id, person_id, choice, receipt, entered_by, cast_at) VALUES (id(1805), id(1), 'yes', 'K7MP2Q', id(1), 1700000310000);
INSERT INTO meeting_count (vote_id, expected, attending, written, yes, no, abstained, counted_by, quorate, passed, closed_by, closed_at) VALUES
    (id(1805), 1, 1, 0, 1, 0, 0, '', 1, 1, id(2), 1700000400000);
INSERT INTO meeting_minutes (meeting_id, body, version, written_by, written_at, submitted_by, submitted_at, returned) VALUES
    (id(1801), '{}', 2, id(2), 1700006000000, id(2), 1700006100000, NULL);
INSERT INTO meeting_seal (meeting_id, body, hash, alone, sealed_by, sealed_at) VALUES (id(1801), '{}', bytes(01), 0, id(1), 1700007000000);
INSERT INTO meeting_addendum (id, meeting_id, words, added_by, added_at) VALUES (id(1806), id(1801), '更正一处日期', id(1), 1700008000000);
INSERT INTO meeting_period (org_id, kind, period, meeting_id) VALUES (id(102), 'general_assembly', '2023-Q4', id(1801));
INSERT INTO talk (id, org_id, kind, by_person, with_person, held_on, subject, entered_by, entered_at) VALUES
    (id(1807), id(102), 'heart_talk', id(1), id(2), '2023-11-10', '家里的困难', id(1), 1700000000000);
INSERT INTO calendar_feed (person_id, edition, token, made_at) VALUES (id(1), 1, bytes(02), 1700000000000);
