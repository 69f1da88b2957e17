SELECT i.id, i.person_id, p.full_name, i.issued_by
FROM invitation i
JOIN person p ON p.id = i.person_id
JOIN account a ON a.person_id = i.person_id
WHERE i.code_hash = $1 AND i.kind = 'slip' AND i.used_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > $2
    AND a.state <> 'disabled'
