SELECT s.body, s.hash, s.alone, p.full_name, s.sealed_at FROM meeting_seal s
JOIN person p ON p.id = s.sealed_by
WHERE s.meeting_id = $1
