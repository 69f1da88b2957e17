SELECT id, no, problem, goal FROM drive_goal WHERE id = $1
