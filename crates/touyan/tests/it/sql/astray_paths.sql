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
) AS astray
