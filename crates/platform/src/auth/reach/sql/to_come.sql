SELECT COUNT(*) FROM grants WHERE person_id = $1 AND until_on > $2
