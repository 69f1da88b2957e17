-- How many matters stand within a scope; counting ends where it does not matter any more.
SELECT CAST(COUNT(*) AS BIGINT) FROM (
    SELECT 1 AS one
    FROM (
        SELECT DISTINCT g.path_lo, g.path_hi FROM grants g
        WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
    ) reach
    JOIN matter i ON i.path >= reach.path_lo AND i.path < reach.path_hi
    LIMIT 10000
) seen
