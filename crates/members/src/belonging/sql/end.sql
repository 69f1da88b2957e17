UPDATE belonging SET until_on = $2 WHERE id = $1 AND until_on IS NULL
