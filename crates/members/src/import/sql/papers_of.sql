SELECT i.id FROM roster_import i
WHERE i.ended_at < $1 AND i.state IN ('committed', 'cancelled', 'undone')
  AND EXISTS (SELECT 1 FROM roster_row r WHERE r.import_id = i.id)
ORDER BY i.ended_at
LIMIT 1
