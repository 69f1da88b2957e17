UPDATE outside_door SET used_at = $2 WHERE id = $1 AND used_at IS NULL AND closed_at IS NULL AND expires_at > $2
