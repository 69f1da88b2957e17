INSERT INTO term_shift (term_id, ends_on, approved_by, approved_on, reason, entered_by, entered_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
