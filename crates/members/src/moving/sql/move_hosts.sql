UPDATE floating SET host_path = $2 || SUBSTR(host_path, LENGTH($1) + 1)
WHERE state IN ('waiting', 'active', 'refused', 'withdrawn', 'ended') AND host_path >= $1 AND host_path < $1 || '~'
