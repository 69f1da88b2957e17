SELECT p.full_name FROM admission_helper h
JOIN person p ON p.id = h.person_id
WHERE h.applicant_id = $1 AND h.role = $2
  AND h.seq = (SELECT MAX(x.seq) FROM admission_helper x WHERE x.applicant_id = $1 AND x.role = $2)
ORDER BY p.pinyin, p.id
