SELECT o.id, o.no, o.parent_id, o.path, o.code, o.full_name, o.short_name, o.kind, o.unit_nature, o.contact, o.founded_on, o.version FROM org o WHERE o.id = $1
