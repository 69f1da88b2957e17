SELECT DISTINCT j.kind FROM job j ORDER BY j.kind
