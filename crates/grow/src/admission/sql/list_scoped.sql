-- `show` is empty, a stage, late, branch, superior, county, resting or over.
SELECT a.id, a.org_id, o.short_name, a.path, a.full_name, a.sex, a.birth_date, a.ethnicity, a.education, a.work_unit, a.leaving_on,
    a.stage, a.state, a.next_step, a.due_on, a.person_id, a.version, a.created_at, a.id_number, a.mobile, a.residence
FROM applicant a
JOIN org o ON o.id = a.org_id
WHERE a.path >= $4 AND a.path < $5 AND (a.path > $6 OR (a.path = $6 AND a.id > $7))
  AND (($8 = 'over' AND a.state IN ('ended', 'done')) OR ($8 = 'resting' AND a.state = 'paused')
    OR ($8 NOT IN ('over', 'resting') AND a.state = 'open'))
  AND ($8 IN ('', 'over', 'resting') OR a.stage = $8 OR ($8 = 'late' AND a.due_on < $3)
    OR ($8 = 'branch' AND a.for_branch = 1) OR ($8 = 'superior' AND a.for_superior = 1)
    OR ($8 = 'county' AND a.for_county = 1) OR ($8 = 'assembly' AND a.for_assembly = 1))
  AND ($9 = '' OR REPLACE(a.full_name, $9, '') <> a.full_name)
  AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND a.path >= g.path_lo AND a.path < g.path_hi
)
ORDER BY a.path, a.id
LIMIT 31
