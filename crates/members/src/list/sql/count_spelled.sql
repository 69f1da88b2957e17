SELECT COUNT(*) FROM (
    SELECT 1 FROM person WHERE spelled >= $1 AND spelled < $2 OR initials >= $1 AND initials < $2 LIMIT $3
) t
