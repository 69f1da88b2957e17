SELECT a.id, a.org_id, o.full_name, a.path, a.full_name, a.sex, a.birth_date, a.ethnicity, a.education, a.work_unit, a.leaving_on,
    a.stage, a.state, a.next_step, a.due_on, a.person_id, a.version, a.created_at, a.id_number, a.mobile, a.residence
FROM applicant a
JOIN org o ON o.id = a.org_id
WHERE a.id = $4 AND EXISTS (
    SELECT 1 FROM grants g
    WHERE g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND a.path >= g.path_lo AND a.path < g.path_hi
)
