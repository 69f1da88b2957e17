SELECT t.id, t.paper_version_id, t.title, t.opens_at, t.closes_at, t.minutes,
       t.audience_path, t.audience_kinds, t.required, t.shuffled, t.shuffle_seed,
       t.score_shown, t.multiple_partial, c.at
FROM test t
JOIN test_publication p ON p.test_id = t.id
LEFT JOIN test_closure c ON c.test_id = t.id
WHERE t.id = $1
