SELECT org_id FROM spot WHERE code = $1 AND closed_at IS NULL
