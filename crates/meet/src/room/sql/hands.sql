SELECT h.item_no, h.person_id, p.full_name, h.raised_at, h.spoke_at FROM meeting_hand h
JOIN person p ON p.id = h.person_id
WHERE h.meeting_id = $1 AND h.item_no = $2
ORDER BY h.raised_at, h.person_id
LIMIT 500
