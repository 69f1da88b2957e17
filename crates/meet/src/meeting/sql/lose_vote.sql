UPDATE meeting_person SET has_vote = 0, no_vote = 'sanction' WHERE meeting_id = $1 AND person_id = $2
