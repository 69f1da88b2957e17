-- Who has a vote, by how they take part; the one it is about does not.
SELECT CAST(COUNT(*) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN i.attendance = 'hall' THEN 1 ELSE 0 END), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN i.attendance = 'remote' THEN 1 ELSE 0 END), 0) AS BIGINT),
    CAST(COALESCE(SUM(CASE WHEN i.attendance = 'written' THEN 1 ELSE 0 END), 0) AS BIGINT)
FROM meeting_person i
WHERE i.meeting_id = $1 AND i.standing = 'expected' AND i.has_vote = 1
  AND (i.person_id <> $2 OR $2 IS NULL)
