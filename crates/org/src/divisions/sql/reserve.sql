UPDATE org SET children = children + $2 WHERE id = $1 RETURNING children
