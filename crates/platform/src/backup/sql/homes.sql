SELECT COUNT(*) FROM (
    SELECT person_id FROM belonging
    WHERE kind = 'home' AND until_on IS NULL GROUP BY person_id HAVING COUNT(*) > 1
) AS several
