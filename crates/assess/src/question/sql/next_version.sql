UPDATE question SET current_number = current_number + 1, kind = $2 WHERE id = $1
