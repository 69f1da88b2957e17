UPDATE paper SET path = (SELECT o.path FROM org o WHERE o.id = paper.org_id)
WHERE path <> (SELECT o.path FROM org o WHERE o.id = paper.org_id)
