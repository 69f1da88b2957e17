-- Overrides that wait for a second person at a committee above the branch.
SELECT v.applicant_id, a.full_name, o.short_name, v.step, v.block, v.asked_at
FROM admission_override v
JOIN applicant a ON a.id = v.applicant_id
JOIN org o ON o.id = a.org_id
WHERE v.confirmed IS NULL AND v.asked_by <> $1 AND EXISTS (
    SELECT 1 FROM grants g
    JOIN org s ON s.path = g.path_lo
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND s.kind IN ('primary_committee', 'working_committee')
      AND a.path > g.path_lo AND a.path < g.path_hi
)
ORDER BY v.asked_at, v.id
LIMIT 6
