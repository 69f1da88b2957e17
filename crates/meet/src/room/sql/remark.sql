SELECT meeting_id, person_id, words FROM meeting_remark WHERE id = $1
