SELECT CAST(COUNT(*) AS BIGINT) FROM belonging
WHERE kind = 'home' AND until_on IS NULL AND path >= $1 AND path < $1 || '~'
