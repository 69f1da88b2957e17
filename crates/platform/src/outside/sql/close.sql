UPDATE outside_door SET closed_at = $3 WHERE purpose = $1 AND subject = $2 AND used_at IS NULL AND closed_at IS NULL
