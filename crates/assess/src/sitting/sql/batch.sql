SELECT root, signature, leaves FROM answer_batch WHERE id = $1
