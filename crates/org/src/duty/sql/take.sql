DELETE FROM grants WHERE permission = $2 AND duty_id IN (SELECT d.id FROM duty d WHERE d.kind = $1)
