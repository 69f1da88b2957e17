SELECT question_no, client, sequence, value FROM answer_log WHERE sitting_no = $1 ORDER BY question_no, client, sequence
