SELECT id FROM drive_goal WHERE id = $1
