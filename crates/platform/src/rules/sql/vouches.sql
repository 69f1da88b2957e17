-- The last word on each rule.
SELECT c.rule_key, c.effective, c.value, c.words, c.confirmed_by, c.confirmed_at
FROM rule_confirmation c
WHERE NOT EXISTS (
    SELECT 1 FROM rule_confirmation later
    WHERE later.rule_key = c.rule_key
      AND (later.confirmed_at > c.confirmed_at OR (later.confirmed_at = c.confirmed_at AND later.id > c.id))
)
ORDER BY c.rule_key
