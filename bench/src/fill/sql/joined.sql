SELECT person_id FROM applicant WHERE person_id IS NOT NULL
