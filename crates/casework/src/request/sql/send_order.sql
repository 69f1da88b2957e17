INSERT INTO work_order (id, matter_id, no, given_to, words, sent_by, sent_at)
VALUES ($1, $2, (SELECT COALESCE(MAX(w.no), 0) + 1 FROM work_order w WHERE w.matter_id = $2), $3, $4, $5, $6)
