SELECT w.id, w.matter_id, w.no, w.given_to, w.words, s.full_name, w.sent_at, w.reply, w.reply_by, w.reply_via, w.replied_at, e.full_name
FROM work_order w
JOIN person s ON s.id = w.sent_by
LEFT JOIN person e ON e.id = w.entered_by
WHERE w.matter_id = $1
ORDER BY w.no
