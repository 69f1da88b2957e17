SELECT current_number FROM question WHERE id = $1
