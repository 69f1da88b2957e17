UPDATE exclusion_request SET granted = 0, decision = '', decided_at = $2 WHERE matter_id = $1 AND granted IS NULL
