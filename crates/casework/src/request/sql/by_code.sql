SELECT matter_id FROM request WHERE code_index = $1
