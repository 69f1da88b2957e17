-- The places of all organisations a matter has been with or was offered to.
SELECT DISTINCT o.path
FROM matter_step s
JOIN org o ON o.id = s.to_org
WHERE s.matter_id = $1
ORDER BY o.path
