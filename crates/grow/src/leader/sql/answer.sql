UPDATE leader_vetting SET verdict = $2, comment = $3, answered_by = $4, stated_by = $5, answered_at = $6
WHERE id = $1 AND verdict IS NULL
