UPDATE grid SET large = $2 WHERE id = $1
