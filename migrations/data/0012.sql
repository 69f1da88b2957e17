-- Rows for every table of 0012, and a change of a count that waits.
INSERT INTO staff (person_id, pinyin, stroke) VALUES
    (id(2), 'wang xiu ying', bytes(040708));
INSERT INTO tally_delta (path, indicator, delta) VALUES ('00010001', 'members.kind.rural', 1);
