SELECT a.person_id, p.full_name, p.spelled, a.login_name, CAST(CASE WHEN a.mobile_index IS NULL THEN 0 ELSE 1 END AS BIGINT),
    a.state, a.password_hash, a.misses, a.locked_until, a.missed_at
FROM account a JOIN person p ON p.id = a.person_id
WHERE a.person_id = $1
