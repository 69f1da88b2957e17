UPDATE account SET mobile_index = $2
WHERE person_id = $1
    AND NOT EXISTS (SELECT 1 FROM account other WHERE other.mobile_index = $2 AND other.person_id <> $1)
