UPDATE admission_override SET confirmed = $2, words = $3, decided_by = $4, decided_at = $5
WHERE id = $1 AND confirmed IS NULL
