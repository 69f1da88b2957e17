SELECT kind, body, options, answer, explanation, source, difficulty, tags
FROM question_version
WHERE id = $1
