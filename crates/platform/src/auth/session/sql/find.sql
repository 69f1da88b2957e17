SELECT s.person_id, p.no, p.full_name, a.locale, a.elder, s.kind, s.created_on, a.password_kind, a.password_set_on,
    (SELECT COUNT(*) FROM grants g WHERE g.person_id = s.person_id AND g.from_on <= $2 AND g.until_on > $2)
FROM session s
JOIN account a ON a.person_id = s.person_id
JOIN person p ON p.id = s.person_id
WHERE s.token_hash = $1 AND s.expires_on >= $2 AND a.state = 'active'
