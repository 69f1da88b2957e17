SELECT matter_id FROM request WHERE form_key = $1
