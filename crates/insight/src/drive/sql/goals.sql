SELECT id, no, problem, goal FROM drive_goal WHERE drive_id = $1 ORDER BY no
