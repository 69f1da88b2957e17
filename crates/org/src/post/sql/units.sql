SELECT id, name FROM joint_unit WHERE org_id = $1 ORDER BY entered_at, id LIMIT 100
