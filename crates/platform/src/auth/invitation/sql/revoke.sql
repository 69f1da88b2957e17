UPDATE invitation SET revoked_at = $3 WHERE person_id = $1 AND kind = $2 AND used_at IS NULL AND revoked_at IS NULL
