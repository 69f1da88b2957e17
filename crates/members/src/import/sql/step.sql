UPDATE roster_import SET state = $3, ended_at = $4, failure = NULL WHERE id = $1 AND state = $2
