INSERT INTO audit (id, at, action, object_kind, org_path, detail)
VALUES ($1, $2, 'member.unmask', 'member', '', '{}')
