UPDATE transfer SET from_path = $2 || SUBSTR(from_path, LENGTH($1) + 1)
WHERE state IN ('proposed', 'sent', 'answered', 'received', 'refused', 'withdrawn') AND from_path >= $1 AND from_path < $1 || '~'
