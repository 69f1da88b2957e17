UPDATE org SET children = children + 1 WHERE id = $1 RETURNING children
