SELECT p.period, CAST(COUNT(*) AS BIGINT) FROM org o
JOIN meeting_period p ON p.org_id = o.id AND p.kind = 'group_meeting'
WHERE o.parent_id = $1 AND o.kind = 'party_group' AND o.dissolved_on IS NULL AND p.period >= $2 AND p.period < $3
GROUP BY p.period
