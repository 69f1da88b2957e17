-- For whoever sees a small part: it is read by place, and the first of it are looked up. What keeps
-- `kind` and `phase` from an index of their own keeps the whole city from being walked.
SELECT m.id, r.words, r.topic, r.category, o.short_name, p.full_name, m.state, m.clock_from, m.clock_ms, m.paused_ms, m.sort_at
FROM (
    SELECT i.id, i.sort_at
    FROM (
        SELECT DISTINCT g.path_lo, g.path_hi FROM grants g
        WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
          AND NOT EXISTS (
            SELECT 1 FROM grants h
            WHERE h.person_id = $1 AND h.permission = $2 AND h.from_on <= $3 AND h.until_on > $3
              AND h.path_lo < g.path_lo AND g.path_lo < h.path_hi)
    ) reach
    JOIN matter i ON i.path >= reach.path_lo AND i.path < reach.path_hi
    WHERE i.kind || '' = 'request' AND i.phase || '' = $4
      AND (i.sort_at > $5 OR (i.sort_at = $5 AND i.id > $6))
      AND ($7 = '' OR EXISTS (SELECT 1 FROM request t WHERE t.matter_id = i.id AND t.topic = $7))
    ORDER BY i.sort_at, i.id
    LIMIT 31
) page
JOIN matter m ON m.id = page.id
JOIN request r ON r.matter_id = m.id
JOIN org o ON o.id = m.owner_org
JOIN person p ON p.id = m.owner_person
ORDER BY m.sort_at, m.id
