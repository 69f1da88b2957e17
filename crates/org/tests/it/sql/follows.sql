SELECT COUNT(*) FROM audit WHERE action = $1
