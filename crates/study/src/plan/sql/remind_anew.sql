UPDATE plan_reminding SET after_path = '', after_id = $1 WHERE done_at IS NULL
