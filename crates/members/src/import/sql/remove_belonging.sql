DELETE FROM belonging WHERE person_id = $1
