UPDATE transfer SET national_no = $2, national_on = $3 WHERE id = $1
