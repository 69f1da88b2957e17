SELECT r.goal_id, r.verdict, r.words, p.full_name, r.reviewed_at
FROM drive_review r
JOIN person p ON p.id = r.reviewed_by
JOIN drive_goal y ON y.id = r.goal_id
WHERE y.drive_id = $1 AND NOT EXISTS (
    SELECT 1 FROM drive_review later
    WHERE later.goal_id = r.goal_id AND (later.reviewed_at > r.reviewed_at OR (later.reviewed_at = r.reviewed_at AND later.id > r.id))
)
