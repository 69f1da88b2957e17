SELECT meeting_id FROM meeting_vote WHERE id = $1
