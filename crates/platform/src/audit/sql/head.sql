SELECT pos, hash FROM audit_link ORDER BY pos DESC LIMIT 1
