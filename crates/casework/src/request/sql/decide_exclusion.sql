UPDATE exclusion_request SET granted = $3, decision = $4, decided_by = $5, decided_at = $6 WHERE matter_id = $1 AND no = $2
