SELECT COUNT(*)
FROM grants theirs
WHERE theirs.person_id = $2 AND theirs.until_on > $3
    AND NOT EXISTS (
        SELECT 1 FROM grants mine
        WHERE mine.person_id = $1 AND mine.permission = 'slips.issue' AND mine.from_on <= $3 AND mine.until_on > $3
            AND mine.path_lo < theirs.path_lo AND theirs.path_lo < mine.path_hi
            AND theirs.permission NOT IN ('accounts.manage', 'audit.read', 'complaints.answer', 'duties.edit', 'ops.act', 'ops.read')
    )
    AND NOT EXISTS (
        SELECT 1 FROM grants mine
        WHERE mine.person_id = $1 AND mine.permission = theirs.permission AND mine.from_on <= $3 AND mine.until_on > $3
            AND mine.path_lo <= theirs.path_lo AND theirs.path_lo < mine.path_hi
    )
