UPDATE work_order SET reply = $2, reply_by = $3, reply_via = $4, replied_at = $5, entered_by = $6
WHERE id = $1 AND reply IS NULL
