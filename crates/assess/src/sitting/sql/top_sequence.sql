SELECT MAX(sequence) FROM answer_log WHERE sitting_no = $1
