DELETE FROM session WHERE expires_on < $1
