SELECT band, COUNT(*) FROM mark
WHERE test_id = $1 AND path >= $2 AND path < $3
GROUP BY band
ORDER BY band
