SELECT m.person_id, p.full_name, p.reading, p.surname_strokes, m.sex, m.birth_date, m.ethnicity, m.education, m.member_category, m.party_status, m.joined_on, m.audience,
       m.native_place, m.degree, m.school, m.major, m.applied_on, m.activist_on, m.candidate_on, m.full_member_on, m.join_type,
       m.post_category, m.work_started_on, m.work_unit, m.party_posts, m.is_floating,
       m.tech_post, m.new_stratum, m.migrant_worker, m.joint_unit, m.archive_holder, m.lost_contact_state, m.lost_since,
       m.id_number, m.mobile, m.phone, m.residence, m.household_place, m.version, m.created_at, m.updated_at
FROM member m
JOIN person p ON p.id = m.person_id
WHERE m.person_id = $4 AND EXISTS (
    SELECT 1 FROM belonging b
    JOIN grants g ON b.path >= g.path_lo AND b.path < g.path_hi
    WHERE b.person_id = m.person_id AND b.until_on IS NULL
      AND (b.kind = 'home' OR CAST($5 AS BIGINT) = 0)
      AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
      AND NOT EXISTS (SELECT 1 FROM roster_hidden h WHERE h.import_id = b.import_id)
)
