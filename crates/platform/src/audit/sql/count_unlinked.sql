SELECT COUNT(*) FROM audit_unlinked
