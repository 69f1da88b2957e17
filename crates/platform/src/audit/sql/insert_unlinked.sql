INSERT INTO audit_unlinked (audit_id) VALUES ($1)
