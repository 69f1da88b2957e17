-- Along the order of the staff, from the first match to the last.
SELECT a.person_id, p.full_name, a.login_name, a.state
FROM staff s
JOIN account a ON a.person_id = s.person_id
JOIN person p ON p.id = s.person_id
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
    AND ($9 = '' OR a.state = $9)
    AND (s.stroke, s.person_id) > ($5, $6) AND s.stroke <= $7
ORDER BY s.stroke, s.person_id
LIMIT $8
