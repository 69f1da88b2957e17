UPDATE floating SET state = $2, closed_on = $3, closed_how = $4, closed_words = $5 WHERE id = $1
