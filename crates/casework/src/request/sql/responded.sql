UPDATE request SET responded_at = $2 WHERE matter_id = $1 AND responded_at IS NULL
