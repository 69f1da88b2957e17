SELECT entered_by FROM transfer WHERE id = $1
