SELECT r.matter_id, r.form_key, s.label, r.topic, r.category, r.words, r.place, r.phone_sealed, r.channel, p.full_name, r.respond_by, r.responded_at
FROM request r
LEFT JOIN spot s ON s.code = r.spot
LEFT JOIN person p ON p.id = r.entered_by
WHERE r.matter_id = $1
