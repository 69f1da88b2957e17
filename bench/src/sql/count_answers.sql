SELECT COUNT(*) FROM answer_log
