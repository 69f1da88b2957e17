SELECT (SELECT COUNT(*) FROM audit)
     - (SELECT COUNT(*) FROM audit_link)
     - (SELECT COUNT(*) FROM audit_unlinked)
