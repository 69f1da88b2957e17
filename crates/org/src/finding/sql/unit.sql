-- What is known of one organisation when it is judged.
SELECT o.id, o.path, o.kind, o.unit_nature, a.unit_nature, o.founded_on,
    COALESCE((SELECT t.value FROM tally t WHERE t.path = o.path AND t.indicator = 'members.total'), 0),
    COALESCE((SELECT t.value FROM tally t WHERE t.path = o.path AND t.indicator = 'members.probationary'), 0),
    (SELECT CAST(COUNT(*) AS BIGINT) FROM duty d WHERE d.org_id = o.id AND d.kind = 'secretary'
        AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)),
    (SELECT CAST(COUNT(*) AS BIGINT) FROM duty d WHERE d.org_id = o.id
        AND d.kind IN ('secretary', 'deputy_secretary', 'org_commissioner', 'publicity_commissioner', 'discipline_commissioner')
        AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2)),
    (SELECT CAST(COUNT(*) AS BIGINT) FROM joint_unit u WHERE u.org_id = o.id),
    (SELECT CAST(COUNT(*) AS BIGINT) FROM grid n WHERE n.org_id = o.id AND n.gone = 0),
    COALESCE(s.ends_on, z.ends_on),
    CASE WHEN EXISTS (SELECT 1 FROM term_reminder r WHERE r.term_id = z.id) THEN 1 ELSE 0 END
FROM org o
LEFT JOIN org a ON a.id = o.parent_id
LEFT JOIN term z ON z.org_id = o.id AND z.number = (SELECT MAX(y.number) FROM term y WHERE y.org_id = o.id)
LEFT JOIN term_shift s ON s.term_id = z.id
WHERE o.id = $1
