SELECT DISTINCT path_lo FROM grants WHERE person_id = $1
