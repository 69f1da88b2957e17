SELECT d.id, d.org_id, o.short_name, d.title, d.aim, d.starts_on, d.ends_on, d.created_at, c.closed_at, c.words
FROM drive d
JOIN org o ON o.id = d.org_id
LEFT JOIN drive_closure c ON c.drive_id = d.id
WHERE d.id = $1
