DELETE FROM joint_unit WHERE id = $1 AND org_id = $2
