UPDATE grants SET until_on = $2 WHERE duty_id = $1
