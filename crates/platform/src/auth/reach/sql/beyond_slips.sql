SELECT COUNT(*) FROM grants theirs
WHERE theirs.person_id = $2 AND theirs.until_on > $3
    AND NOT EXISTS (
        SELECT 1 FROM grants g
        WHERE g.person_id = $1 AND g.from_on <= $3 AND g.until_on > $3
            AND theirs.path_lo >= g.path_lo AND theirs.path_lo < g.path_hi
            AND (
                g.permission = theirs.permission
                OR (
                    g.permission = 'slips.issue' AND theirs.path_lo > g.path_lo
                    AND theirs.permission NOT IN (
                        'accounts.manage', 'duties.edit', 'audit.read', 'ops.read', 'ops.act',
                        'complaints.answer', 'rules.read', 'rules.propose', 'rules.confirm'
                    )
                )
            )
    )
