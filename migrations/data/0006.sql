INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at) VALUES
    (id(601), '李秀兰', 'li xiu lan', 'lxl', 'lixiulan', bytes(070705), 1700000000000);
INSERT INTO account (person_id, state, misses, missed_at, created_at) VALUES
    (id(601), 'invited', 2, 1700000000000, 1700000000000);
