UPDATE roster_import SET state = 'cancelled', ended_at = $2 WHERE state = 'checking' AND created_at < $1
