UPDATE paper SET current_number = current_number + 1 WHERE id = $1
