-- PostgreSQL knows no MIN of bytes; the inner limit keeps the range of names in front.
SELECT
    (SELECT t.stroke FROM (SELECT stroke FROM person WHERE full_name >= $1 AND full_name < $2 LIMIT 9000000000) t ORDER BY t.stroke LIMIT 1),
    (SELECT t.stroke FROM (SELECT stroke FROM person WHERE full_name >= $1 AND full_name < $2 LIMIT 9000000000) t ORDER BY t.stroke DESC LIMIT 1)
