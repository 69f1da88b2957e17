UPDATE meeting_person SET standing = 'expected', left_out = NULL, left_out_words = NULL, approval = NULL WHERE meeting_id = $1 AND person_id = $2 AND standing = 'left_out'
