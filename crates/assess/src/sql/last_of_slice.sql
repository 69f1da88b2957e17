SELECT MAX(no) FROM (SELECT no FROM sitting WHERE no > $1 ORDER BY no LIMIT $2) AS slice
