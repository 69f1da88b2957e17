UPDATE test
SET paper_version_id = $3, title = $4, opens_at = $5, closes_at = $6, minutes = $7,
    audience_org_id = $8, audience_path = $9, audience_kinds = $10, required = $11,
    shuffled = $12, score_shown = $13, multiple_partial = $14, version = version + 1
WHERE id = $1 AND version = $2
  AND NOT EXISTS (SELECT 1 FROM test_publication p WHERE p.test_id = $1)
