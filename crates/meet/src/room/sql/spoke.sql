UPDATE meeting_hand SET spoke_at = $4 WHERE meeting_id = $1 AND item_no = $2 AND person_id = $3 AND spoke_at IS NULL
