-- Of a state there may be few among all: whoever holds or held a duty or was sent a link is gathered.
SELECT a.person_id, p.full_name, a.login_name, a.state
FROM (
    SELECT DISTINCT person_id FROM grants
    UNION
    SELECT person_id FROM invitation WHERE kind = 'staff_link' AND issued_by = $1
) s
JOIN account a ON a.person_id = s.person_id AND a.state = $5
JOIN person p ON p.id = a.person_id
WHERE (
        EXISTS (
            SELECT 1 FROM grants theirs
            JOIN grants g ON theirs.path_lo >= g.path_lo AND theirs.path_lo < g.path_hi
            WHERE theirs.person_id = a.person_id AND g.person_id = $1 AND g.permission = 'accounts.manage'
                AND g.from_on <= $2 AND g.until_on > $2
                AND (
                    theirs.until_on > $2
                    OR NOT EXISTS (SELECT 1 FROM grants l WHERE l.person_id = a.person_id AND l.until_on > $2)
                )
        )
        OR (
            NOT EXISTS (SELECT 1 FROM grants l WHERE l.person_id = a.person_id)
            AND EXISTS (
                SELECT 1 FROM invitation i
                JOIN grants g ON g.person_id = i.issued_by
                WHERE i.person_id = a.person_id AND i.kind = 'staff_link' AND i.issued_by = $1
                    AND g.permission = 'accounts.manage' AND g.from_on <= $2 AND g.until_on > $2
            )
        )
    )
    AND (
        (p.full_name >= $3 AND p.full_name < $4) OR (p.spelled >= $3 AND p.spelled < $4)
        OR (p.initials >= $3 AND p.initials < $4) OR (a.login_name >= $3 AND a.login_name < $4)
    )
    AND (
        (CAST($6 AS BIGINT) = 0 AND (p.pinyin > $7 OR (p.pinyin = $7 AND a.person_id > $9)))
        OR (CAST($6 AS BIGINT) = 1 AND (p.stroke > $8 OR (p.stroke = $8 AND a.person_id > $9)))
    )
ORDER BY
    CASE WHEN CAST($6 AS BIGINT) = 0 THEN p.pinyin END,
    CASE WHEN CAST($6 AS BIGINT) = 1 THEN p.stroke END,
    a.person_id
LIMIT $10
