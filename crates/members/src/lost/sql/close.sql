UPDATE lost_contact SET closed_on = $2, closed_how = $3, closed_words = $4 WHERE id = $1
