SELECT issued_by FROM invitation WHERE id = $1
