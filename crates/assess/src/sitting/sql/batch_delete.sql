DELETE FROM answer_batch WHERE id = $1
