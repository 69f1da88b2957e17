UPDATE material SET current_number = $3, title = $4, title_folded = $5
WHERE id = $1 AND current_number = $2
