SELECT k.id, k.item_no, k.person_id, p.full_name, k.words, k.entered_by, k.entered_at FROM meeting_remark k
JOIN person p ON p.id = k.person_id
WHERE k.meeting_id = $1
ORDER BY k.item_no, k.entered_at, k.id
LIMIT 2000
