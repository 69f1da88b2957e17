-- 0020 has indexes alone: an organisation that one of them holds, and one that it does not.
INSERT INTO org (id, parent_id, path, full_name, short_name, kind, unit_nature, display_order, created_at) VALUES
    (id(2001), id(101), '0001002a', '中共云溪市桃溪村支部委员会', '桃溪村党支部', 'branch', 'village', 2, 1700000000000),
    (id(2002), id(2001), '0001002a0001', '桃溪村第一党小组', '第一党小组', 'party_group', 'village', 1, 1700000000000);
