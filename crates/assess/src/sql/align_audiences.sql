UPDATE test SET audience_path = (SELECT o.path FROM org o WHERE o.id = test.audience_org_id)
WHERE audience_path <> (SELECT o.path FROM org o WHERE o.id = test.audience_org_id)
