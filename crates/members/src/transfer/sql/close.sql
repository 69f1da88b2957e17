UPDATE transfer SET state = $2, closed_on = $3, closed_words = $4 WHERE id = $1
