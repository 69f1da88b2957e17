UPDATE leader SET state = $2, until_on = COALESCE($3, until_on) WHERE id = $1
