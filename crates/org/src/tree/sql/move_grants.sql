UPDATE grants SET path_lo = $2 || SUBSTR(path_lo, LENGTH($1) + 1), path_hi = $2 || SUBSTR(path_hi, LENGTH($1) + 1)
WHERE path_lo >= $1 AND path_lo < $1 || '~'
