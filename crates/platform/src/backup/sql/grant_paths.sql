SELECT COUNT(*) FROM grants AS g
JOIN duty AS d ON d.id = g.duty_id
JOIN org AS o ON o.id = d.org_id
WHERE g.path_lo <> o.path OR g.path_hi <> o.path || '~'
