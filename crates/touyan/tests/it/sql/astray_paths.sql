SELECT CAST(COUNT(*) AS BIGINT) FROM (
    SELECT q.id FROM question q JOIN org o ON o.id = q.org_id WHERE q.path <> o.path
    UNION ALL SELECT p.id FROM paper p JOIN org o ON o.id = p.org_id WHERE p.path <> o.path
    UNION ALL SELECT t.id FROM test t JOIN org o ON o.id = t.org_id WHERE t.path <> o.path
    UNION ALL SELECT t.id FROM test t JOIN org o ON o.id = t.audience_org_id WHERE t.audience_path <> o.path
    UNION ALL SELECT s.test_id FROM sitting s JOIN org o ON o.no = s.org_no WHERE s.path <> o.path
    UNION ALL SELECT k.test_id FROM mark k JOIN sitting s ON s.no = k.sitting_no WHERE k.path <> s.path
    UNION ALL SELECT b.id FROM belonging b JOIN org o ON o.id = b.org_id WHERE b.path <> o.path
    UNION ALL SELECT m.id FROM matter m JOIN org o ON o.id = m.owner_org WHERE m.path <> o.path
    UNION ALL SELECT g.duty_id FROM grants g JOIN duty d ON d.id = g.duty_id JOIN org o ON o.id = d.org_id
        WHERE g.path_lo <> o.path OR g.path_hi <> o.path || '~'
    UNION ALL SELECT f.id FROM floating f JOIN org o ON o.id = f.home_org_id WHERE f.home_path <> o.path
    UNION ALL SELECT f.id FROM floating f JOIN org o ON o.id = f.host_org_id WHERE f.host_path <> o.path
    UNION ALL SELECT l.id FROM lost_contact l JOIN org o ON o.id = l.org_id WHERE l.path <> o.path
    UNION ALL SELECT s.id FROM station s JOIN org o ON o.id = s.org_id WHERE s.path <> o.path
    UNION ALL SELECT t.id FROM transfer t JOIN org o ON o.id = t.from_org_id WHERE t.from_path <> o.path
    UNION ALL SELECT t.id FROM transfer t JOIN org o ON o.id = t.to_org_id WHERE t.to_path <> o.path
) AS astray
