SELECT COUNT(*) FROM (SELECT 1 FROM person WHERE full_name >= $1 AND full_name < $2 LIMIT $3) t
