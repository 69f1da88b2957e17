-- Rows for every table of 0001, put in before 0002 is applied: each later migration must run
-- over a city that is not empty. The calls of id and bytes are written for the engine by the test.
INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at) VALUES
    (id(1), '张伟', 'zhang wei', 'zw', 'zhangwei', bytes(0706), 1700000000000),
    (id(2), '王秀英', 'wang xiu ying', 'wxy', 'wangxiuying', bytes(040708), 1700000000000);
INSERT INTO account (person_id, login_name, mobile_index, password_hash, password_set_on, state, locale, elder, misses, locked_until, created_at) VALUES
    (id(1), 'zhangwei', bytes(aa01), '$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHQ$aGFzaA', '2023-11-15', 'active', 'zh-CN', 0, 0, NULL, 1700000000000),
    (id(2), NULL, bytes(aa02), NULL, NULL, 'invited', 'zh-CN', 1, 2, 1700000900000, 1700000000000);
INSERT INTO invitation (id, person_id, kind, secret_hash, code_hash, issued_by, issued_at, expires_at, misses, used_at, revoked_at) VALUES
    (id(11), NULL, 'setup', bytes(bb01), NULL, NULL, 1700000000000, 1700001800000, 0, 1700000100000, NULL),
    (id(12), id(2), 'slip', bytes(bb02), bytes(bc02), id(1), 1700000000000, 1701209600000, 3, NULL, NULL);
INSERT INTO session (token_hash, id, person_id, device, device_hash, kind, created_on, expires_on) VALUES
    (bytes(cc01), id(21), id(1), 'Chrome, Windows', NULL, 'staff', '2023-11-15', '2023-11-16'),
    (bytes(cc02), id(22), id(2), 'WeChat, Android', bytes(dd01), 'shared', '2023-11-15', '2024-05-13');
INSERT INTO device_person (device_hash, person_id, pin_hash, misses, added_on) VALUES
    (bytes(dd01), id(2), NULL, 0, '2023-11-15');
INSERT INTO grants (person_id, permission, path_lo, path_hi, from_on, until_on, duty_id) VALUES
    (id(1), 'members.read', '00010001', '00010001~', '2023-01-01', '2026-01-01', id(31));
INSERT INTO audit (id, at, actor, action, object_kind, object_id, subject, org_path, reason, detail) VALUES
    (id(41), 1700000000000, id(1), 'member.unmask', 'member', id(2), id(2), '0001', '核对名册', '{}'),
    (id(42), 1700000001000, NULL, 'job.purge', 'job', NULL, NULL, '', NULL, '{"rows":3}');
INSERT INTO audit_link (pos, audit_id, hash) VALUES (1, id(41), bytes(eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee));
INSERT INTO audit_unlinked (audit_id) VALUES (id(42));
INSERT INTO record (pos, at, verb, visibility, actor_no, org_no, object_kind, object_id, result, detail) VALUES
    (1, 1700000000000, 201, 1, 1, 1, 1, id(51), NULL, NULL),
    (NULL, 1700000001000, 301, 3, 2, 1, 2, id(52), 860, '{"attempt":1}');
INSERT INTO tally (path, indicator, value) VALUES ('0001', 'members', 2);
INSERT INTO tally_delta (path, indicator, delta) VALUES ('00010001', 'members', -1);
INSERT INTO file (id, hash, bytes, media_type, name, created_by, created_at) VALUES
    (id(61), bytes(ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad), 3, 'application/pdf', '名册.pdf', id(1), 1700000000000);
INSERT INTO job (id, kind, dedupe, payload, state, run_at, attempts, lease_until, last_error, created_at) VALUES
    (id(71), 'test.close', 'test.close:1', '{}', 'waiting', 1700000000000, 0, NULL, NULL, 1700000000000),
    (id(72), 'roster.check', NULL, '{}', 'failed', 1700000000000, 8, NULL, 'the file is gone', 1700000000000);
INSERT INTO setting (key, value) VALUES ('site.name', '云溪市党员学习平台');
INSERT INTO complaint (id, reference, person_id, body, created_at) VALUES
    (id(81), 'K7MPQ2', id(2), '字太小，看不清。', 1700000000000),
    (id(82), 'K7MPQ3', NULL, '二维码打不开。', 1700000000000);
INSERT INTO complaint_answer (complaint_id, body, answered_by, answered_at) VALUES
    (id(81), '首页有长辈版开关。', id(1), 1700086400000);
