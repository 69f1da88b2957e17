DELETE FROM session_change WHERE at < $1
