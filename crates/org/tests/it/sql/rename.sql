UPDATE org SET short_name = $2 WHERE short_name = $1
