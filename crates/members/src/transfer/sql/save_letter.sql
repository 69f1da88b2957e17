UPDATE transfer SET state = $2, letter_no = $3, letter_on = $4, valid_until = $5 WHERE id = $1
