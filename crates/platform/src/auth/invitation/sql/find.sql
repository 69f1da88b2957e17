SELECT i.id, i.person_id, p.full_name, i.issued_by
FROM invitation i
LEFT JOIN person p ON p.id = i.person_id
LEFT JOIN account a ON a.person_id = i.person_id
WHERE i.secret_hash = $1 AND i.kind = $2 AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $3
    AND (a.state IS NULL OR a.state <> 'disabled')
