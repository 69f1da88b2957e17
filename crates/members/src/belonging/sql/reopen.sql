UPDATE belonging SET until_on = NULL WHERE id = $1 AND person_id = $2 AND until_on = $3
