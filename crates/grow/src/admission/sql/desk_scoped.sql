-- What waits for somebody at a branch ($4 = 'branch') or at a committee ('superior', 'county'), the
-- late first.
SELECT a.id, a.org_id, o.short_name, a.path, a.full_name, a.sex, a.birth_date, a.ethnicity, a.education, a.work_unit, a.leaving_on,
    a.stage, a.state, a.next_step, a.due_on, a.person_id, a.version, a.created_at, a.id_number, a.mobile, a.residence
FROM applicant a
JOIN org o ON o.id = a.org_id
WHERE a.path >= $5 AND a.path < $6 AND a.state = 'open'
  AND (($4 = 'branch' AND a.due_on <= $7) OR ($4 = 'superior' AND a.for_superior = 1) OR ($4 = 'county' AND a.for_county = 1))
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND a.path >= g.path_lo AND a.path < g.path_hi
)
ORDER BY a.path, a.id
LIMIT 6
