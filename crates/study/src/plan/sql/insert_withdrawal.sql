INSERT INTO plan_withdrawal (plan_id, by_person, at) VALUES ($1, $2, $3)
