SELECT a.id, a.seq, a.at, a.actor, a.action, a.object_kind, a.object_id, a.subject, a.org_path, a.reason, a.detail
FROM audit a
WHERE (a.at < $3 OR (a.at = $3 AND a.seq < $4))
    AND a.at >= $5 AND a.at < $6
    AND a.action >= $7 AND a.action < $8
    AND EXISTS (
        SELECT 1 FROM grants g
        WHERE g.person_id = $1 AND g.permission = 'audit.read' AND g.from_on <= $2 AND g.until_on > $2
            -- What belongs to no organisation is for whoever audits the whole city.
            AND ((a.org_path >= g.path_lo AND a.org_path < g.path_hi) OR (a.org_path = '' AND LENGTH(g.path_lo) <= 4))
    )
ORDER BY a.at DESC, a.seq DESC
LIMIT $9
