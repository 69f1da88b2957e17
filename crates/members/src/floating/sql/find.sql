SELECT f.id, f.person_id, COALESCE(p.full_name, f.guest_name), f.guest_phone, f.home_org_id, f.home_path, COALESCE(ho.full_name, f.home_words),
       f.host_org_id, f.host_path, COALESCE(so.full_name, f.host_words), f.reason, f.destination, f.unit_nature, f.from_on, f.expected_until, f.has_card,
       f.registered_by, e.full_name, f.on_paper, f.created_at, f.state, f.home_said, f.home_said_by, f.host_said, f.host_said_by,
       f.belonging_id, f.contacted_on, f.closed_on, f.closed_how, f.closed_words
FROM floating f
JOIN person e ON e.id = f.entered_by
LEFT JOIN person p ON p.id = f.person_id
LEFT JOIN org ho ON ho.id = f.home_org_id
LEFT JOIN org so ON so.id = f.host_org_id
WHERE f.id = $1
