-- PostgreSQL knows no MIN of bytes; the inner limit keeps the range of names in front.
WITH found AS (
    SELECT stroke FROM person WHERE full_name >= $1 AND full_name < $2 LIMIT 9000000000
)
SELECT
    (SELECT stroke FROM found ORDER BY stroke LIMIT 1),
    (SELECT stroke FROM found ORDER BY stroke DESC LIMIT 1)
