SELECT DISTINCT division FROM station WHERE closed_on IS NULL ORDER BY division LIMIT 300
