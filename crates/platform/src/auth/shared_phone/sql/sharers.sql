SELECT d.person_id, p.full_name, d.pin_hash, d.misses, a.password_kind
FROM device_person d
JOIN person p ON p.id = d.person_id
JOIN account a ON a.person_id = d.person_id
WHERE d.device_hash = $1 AND a.state = 'active'
ORDER BY d.added_on, p.pinyin, p.id
