SELECT n.id, n.applicant_id, n.stage, n.begins_on, n.ends_on, n.place, n.contact, n.result, n.words, p.full_name
FROM admission_notice n
LEFT JOIN person p ON p.id = n.concluded_by
WHERE n.id = $1
