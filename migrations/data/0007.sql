-- What 0007 adds to members: one who was there before, and a new one.
UPDATE member SET tech_post = '工程师', new_stratum = '自由职业人员', migrant_worker = 0, joint_unit = '云溪商会', archive_holder = '云溪市人才中心' WHERE person_id = id(1);
INSERT INTO person (id, full_name, pinyin, initials, spelled, stroke, created_at) VALUES
    (id(701), '李强', 'li qiang', 'lq', 'liqiang', bytes(070c), 1700000000000);
INSERT INTO member (person_id, sex, birth_date, member_category, party_status, migrant_worker, lost_contact_state, lost_since, created_at, updated_at) VALUES
    (id(701), '1', '1980-05-06', 'full_member', 'normal', 1, '半年以上', '2024-05-01', 1700000000000, 1700000000000);
