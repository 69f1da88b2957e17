SELECT current_number FROM paper WHERE id = $1
