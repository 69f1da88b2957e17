UPDATE transfer SET to_path = $2 || SUBSTR(to_path, LENGTH($1) + 1)
WHERE state IN ('proposed', 'sent', 'answered', 'received', 'refused', 'withdrawn') AND to_path >= $1 AND to_path < $1 || '~'
