SELECT id FROM meeting_vote WHERE id = $1
