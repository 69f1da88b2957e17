-- Where the order holds the first and the last of those whose name, spelling, initials or account
-- name begins with what was typed. PostgreSQL knows no MIN of bytes.
WITH found AS (
    SELECT stroke AS key FROM person WHERE full_name >= $1 AND full_name < $2
    UNION ALL
    SELECT stroke FROM person WHERE spelled >= $1 AND spelled < $2
    UNION ALL
    SELECT stroke FROM person WHERE initials >= $1 AND initials < $2
    UNION ALL
    SELECT p.stroke FROM account a JOIN person p ON p.id = a.person_id
    WHERE a.login_name >= $1 AND a.login_name < $2
    LIMIT 9000000000
)
SELECT
    (SELECT key FROM found ORDER BY key LIMIT 1),
    (SELECT key FROM found ORDER BY key DESC LIMIT 1)
