DELETE FROM job WHERE state = 'done' AND run_at < $1
