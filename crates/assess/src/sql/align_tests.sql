UPDATE test SET path = (SELECT o.path FROM org o WHERE o.id = test.org_id)
WHERE path <> (SELECT o.path FROM org o WHERE o.id = test.org_id)
