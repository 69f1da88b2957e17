UPDATE floating SET home_path = $2 || SUBSTR(home_path, LENGTH($1) + 1)
WHERE state IN ('waiting', 'active', 'refused', 'withdrawn', 'ended') AND home_path >= $1 AND home_path < $1 || '~'
