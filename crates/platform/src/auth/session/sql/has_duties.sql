SELECT COUNT(*) FROM grants WHERE person_id = $1 AND from_on <= $2 AND until_on > $2
