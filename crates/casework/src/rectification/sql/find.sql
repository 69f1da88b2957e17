SELECT r.matter_id, r.org_id, o.short_name, r.source, r.finding, r.wanted, r.found_on, p.full_name
FROM rectification r
JOIN org o ON o.id = r.org_id
JOIN person p ON p.id = r.created_by
WHERE r.matter_id = $1
