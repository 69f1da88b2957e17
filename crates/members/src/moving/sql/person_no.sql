SELECT no FROM person WHERE id = $1
