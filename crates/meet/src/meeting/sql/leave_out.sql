UPDATE meeting_person SET standing = 'left_out', left_out = $3, left_out_words = $4, approval = $5 WHERE meeting_id = $1 AND person_id = $2 AND standing <> 'invited'
