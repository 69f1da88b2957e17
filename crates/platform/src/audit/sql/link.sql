INSERT INTO audit_link (pos, audit_id, hash) VALUES ($1, $2, $3)
