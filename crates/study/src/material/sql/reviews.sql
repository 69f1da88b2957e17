SELECT v.number, a.full_name, r.verdict, r.reason, r.at
FROM material_review r
JOIN material_version v ON v.id = r.version_id
JOIN person a ON a.id = r.by_person
WHERE v.material_id = $1
ORDER BY r.at DESC, a.full_name
LIMIT 100
