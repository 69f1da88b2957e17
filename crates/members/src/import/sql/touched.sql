SELECT (SELECT COUNT(*) FROM account WHERE person_id = $1 AND state <> 'invited')
     + (SELECT COUNT(*) FROM invitation WHERE person_id = $1)
     + (SELECT COUNT(*) FROM duty WHERE person_id = $1)
     + (SELECT COUNT(*) FROM belonging
        WHERE person_id = $1 AND (import_id IS NULL OR import_id <> $2 OR until_on IS NOT NULL))
