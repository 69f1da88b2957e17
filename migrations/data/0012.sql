-- 0012 makes no table; a change of a count that waits.
INSERT INTO tally_delta (path, indicator, delta) VALUES ('00010001', 'members.kind.rural', 1);
