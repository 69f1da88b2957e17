UPDATE admission_notice SET result = $2, words = $3, concluded_by = $4, concluded_at = $5
WHERE id = $1 AND result IS NULL
