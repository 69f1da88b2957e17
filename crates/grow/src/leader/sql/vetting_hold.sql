SELECT id FROM leader_vetting WHERE id = $1
