SELECT s.at, s.ended_by, (SELECT COUNT(*) FROM mark m WHERE m.sitting_no = s.sitting_no) FROM submission s WHERE s.sitting_no = $1
