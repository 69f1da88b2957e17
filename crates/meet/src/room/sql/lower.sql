DELETE FROM meeting_hand WHERE meeting_id = $1 AND item_no = $2 AND person_id = $3 AND spoke_at IS NULL
