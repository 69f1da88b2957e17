-- A stay elsewhere with a contact, somebody out of touch, a station with an event and a question, and
-- an affiliation on its way.
INSERT INTO floating (id, person_id, guest_name, guest_phone, home_org_id, home_path, home_words, host_org_id, host_path, host_words, reason, destination, unit_nature, from_on, expected_until, has_card, registered_by, entered_by, on_paper, created_at, state, home_said, home_said_by, host_said, host_said_by, belonging_id, contacted_on, closed_on, closed_how, closed_words) VALUES
    (id(1901), id(1), NULL, NULL, id(102), '00010001', '柳河村党支部', NULL, NULL, '杭州市某社区党支部', 'work', '浙江省杭州市', 'private_enterprise', '2026-03-01', NULL, 1, 'member', id(1), 0, 1700000000000, 'active', 1700000100000, '陈建国', 1700000200000, '杭州市某社区党支部 王主任', NULL, '2026-09-01', NULL, NULL, '');
INSERT INTO floating_contact (id, floating_id, side, how, on_day, note, entered_by, created_at) VALUES
    (id(1902), id(1901), 'home', 'phone', '2026-09-01', '一切都好，国庆回来', id(2), 1700000300000);
INSERT INTO lost_contact (id, person_id, org_id, path, since_on, opened_by, opened_at, closed_on, closed_how, closed_words) VALUES
    (id(1903), id(2), id(102), '00010001', '2026-05-01', id(1), 1700000000000, NULL, NULL, '');
INSERT INTO lost_contact_try (id, lost_id, on_day, words, entered_by, created_at) VALUES
    (id(1904), id(1903), '2026-06-01', '打过两个电话，都停机', id(1), 1700000400000);
INSERT INTO station (id, org_id, path, name, division, address, latitude, longitude, hours, people, phone, services, created_by, created_at, version, closed_on) VALUES
    (id(1905), id(102), '00010001', '驻杭流动党员服务站', '浙江省杭州市', '滨江区某路 1 号', 30208000, 120211000, '周一至周五 9:00–17:00', '王主任', '0571-0000 0000', '转接组织关系咨询', id(1), 1700000000000, 1, NULL);
INSERT INTO station_event (id, station_id, title, starts_at, words, created_by, created_at, cancelled_at) VALUES
    (id(1906), id(1905), '返乡座谈会', 1700009000000, '带一个问题来', id(1), 1700000000000, NULL);
INSERT INTO station_ask (id, station_id, person_id, asker, words, entered_by, created_at, answer, answered_by, answered_at, closed_at, closed_by) VALUES
    (id(1907), id(1905), id(1), '王秀英', '孩子上学要什么材料', id(1), 1700000000000, '带户口本和居住证', id(2), 1700000500000, 1700000600000, id(1));
INSERT INTO transfer (id, kind, person_id, full_name, from_org_id, from_path, from_words, to_org_id, to_path, to_words, reason, dues_until, proposed_by, entered_by, on_paper, created_at, state, letter_no, letter_on, valid_until, answered_by, answered_at, closed_on, closed_words, national_no, national_on) VALUES
    (id(1908), 'outward', id(1), '王秀英', id(102), '00010001', '柳河村党支部', NULL, NULL, '杭州市某社区党支部', '工作调动', '2026-10', 'sender', id(2), 0, 1700000000000, 'sent', '2026-001', '2026-10-20', '2027-01-18', '', NULL, NULL, '', '', NULL);
