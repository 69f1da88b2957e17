SELECT o.full_name, m.person_id, p.full_name, p.reading, p.surname_strokes, m.sex, m.birth_date, m.ethnicity, m.education, m.member_category, m.party_status, m.joined_on, m.audience,
       m.native_place, m.degree, m.school, m.major, m.applied_on, m.activist_on, m.candidate_on, m.full_member_on, m.join_type,
       m.post_category, m.work_started_on, m.work_unit, m.party_posts, m.is_floating,
       m.tech_post, m.new_stratum, m.migrant_worker, m.joint_unit, m.archive_holder, m.lost_contact_state, m.lost_since,
       m.id_number, m.mobile, m.phone, m.residence, m.household_place, m.version, m.created_at, m.updated_at
FROM member m
JOIN person p ON p.id = m.person_id
LEFT JOIN belonging h ON h.person_id = m.person_id AND h.kind = 'home' AND h.until_on IS NULL
LEFT JOIN org o ON o.id = h.org_id
WHERE m.person_id IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53)
  AND EXISTS (
      SELECT 1 FROM belonging b
      JOIN grants g ON b.path >= g.path_lo AND b.path < g.path_hi
      WHERE b.person_id = m.person_id AND b.until_on IS NULL
        AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
  )
