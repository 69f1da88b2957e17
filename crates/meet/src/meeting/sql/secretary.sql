SELECT d.person_id FROM duty d
WHERE d.org_id = $1 AND d.from_on <= $2 AND (d.until_on IS NULL OR d.until_on > $2) AND d.kind IN ('secretary', 'group_leader', 'deputy_secretary')
ORDER BY CASE d.kind WHEN 'deputy_secretary' THEN 1 ELSE 0 END, d.from_on
LIMIT 1
