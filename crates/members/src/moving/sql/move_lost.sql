UPDATE lost_contact SET path = $2 || SUBSTR(path, LENGTH($1) + 1)
WHERE path >= $1 AND path < $1 || '~'
