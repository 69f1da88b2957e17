SELECT j.state, COUNT(*) FROM job j GROUP BY j.state
