-- How somebody left who is at home nowhere today: the last exit only.
SELECT e.belonging_id, e.person_id, e.kind, e.left_on, e.reason, e.status_before, e.also_ended, b.path
FROM member_exit e
JOIN belonging b ON b.id = e.belonging_id
WHERE e.person_id = $1 AND NOT EXISTS (
    SELECT 1 FROM belonging x
    WHERE x.person_id = e.person_id AND x.kind = 'home' AND (x.until_on IS NULL OR x.until_on > b.until_on)
)
ORDER BY e.created_at DESC
LIMIT 1
