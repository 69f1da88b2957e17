SELECT o.id, o.short_name FROM org o WHERE o.parent_id = $1 AND o.kind = 'party_group' AND o.dissolved_on IS NULL ORDER BY o.display_order, o.path LIMIT 60
