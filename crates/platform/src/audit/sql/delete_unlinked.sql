DELETE FROM audit_unlinked WHERE audit_id = $1
