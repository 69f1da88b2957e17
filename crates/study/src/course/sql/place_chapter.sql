UPDATE chapter SET place = $2 WHERE id = $1
