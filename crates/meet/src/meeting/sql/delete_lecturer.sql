DELETE FROM meeting_lecturer WHERE meeting_id = $1
