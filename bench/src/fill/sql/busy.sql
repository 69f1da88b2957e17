-- Whoever is on the move already.
SELECT person_id FROM floating WHERE person_id IS NOT NULL
UNION
SELECT person_id FROM transfer WHERE person_id IS NOT NULL
UNION
SELECT person_id FROM lost_contact
