SELECT r.goal_id, r.verdict, r.words, p.full_name, r.reviewed_at
FROM drive_review r
JOIN person p ON p.id = r.reviewed_by
WHERE r.goal_id = $1
ORDER BY r.reviewed_at DESC, r.id DESC
