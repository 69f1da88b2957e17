UPDATE project_action SET done_on = $3, done_words = $4, entered_by = $5, entered_at = $6 WHERE project_id = $1 AND no = $2 AND done_on IS NULL
