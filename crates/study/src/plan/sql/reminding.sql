SELECT after_path, after_id, done_at FROM plan_reminding WHERE plan_id = $1 AND number = $2
