SELECT
    (
        SELECT COUNT(*) FROM grants theirs
        WHERE theirs.person_id = $2 AND theirs.until_on > $3
            AND NOT EXISTS (
                SELECT 1 FROM grants mine
                WHERE mine.person_id = $1 AND mine.permission = 'accounts.manage' AND mine.from_on <= $3 AND mine.until_on > $3
                    AND mine.path_lo <= theirs.path_lo AND theirs.path_lo < mine.path_hi
            )
    ),
    (
        SELECT COUNT(*) FROM grants theirs
        WHERE theirs.person_id = $2 AND theirs.until_on > $3
    ) + (
        SELECT COUNT(*) FROM invitation i
        WHERE i.person_id = $2 AND i.kind = 'staff_link'
            AND NOT EXISTS (SELECT 1 FROM invitation s WHERE s.person_id = $2 AND s.kind = 'slip')
    )
