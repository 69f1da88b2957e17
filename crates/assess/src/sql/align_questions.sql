UPDATE question SET path = (SELECT o.path FROM org o WHERE o.id = question.org_id)
WHERE path <> (SELECT o.path FROM org o WHERE o.id = question.org_id)
