INSERT INTO rule_confirmation (id, rule_key, effective, value, words, confirmed_by, confirmed_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
