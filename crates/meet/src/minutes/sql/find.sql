SELECT w.body, w.version, p.full_name, w.written_by, w.written_at, w.submitted_by, w.returned FROM meeting_minutes w
JOIN person p ON p.id = w.written_by
WHERE w.meeting_id = $1
