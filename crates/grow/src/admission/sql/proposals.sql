-- Who waits for the vote of one branch's assembly.
SELECT a.id, a.org_id, o.full_name, a.path, a.full_name, a.sex, a.birth_date, a.ethnicity, a.education, a.work_unit, a.leaving_on,
    a.stage, a.state, a.next_step, a.due_on, a.person_id, a.version, a.created_at, a.id_number, a.mobile, a.residence
FROM applicant a
JOIN org o ON o.id = a.org_id
WHERE a.org_id = $1 AND a.state = 'open' AND a.for_assembly = 1
ORDER BY a.created_at, a.id
LIMIT 100
