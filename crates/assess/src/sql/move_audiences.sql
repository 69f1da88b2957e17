UPDATE test SET audience_path = $2 || SUBSTR(audience_path, LENGTH($1) + 1)
WHERE audience_path >= $1 AND audience_path < $1 || '~'
