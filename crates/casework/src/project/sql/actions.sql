SELECT no, what, planned_on, done_on, done_words FROM project_action WHERE project_id = $1 ORDER BY COALESCE(done_on, planned_on), no LIMIT 200
