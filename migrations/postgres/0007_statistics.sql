-- What the yearly statistics ask of a member besides.
ALTER TABLE member ADD COLUMN tech_post TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN new_stratum TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN migrant_worker BIGINT CHECK (migrant_worker IN (0, 1));
ALTER TABLE member ADD COLUMN joint_unit TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN archive_holder TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN lost_contact_state TEXT COLLATE "C";
ALTER TABLE member ADD COLUMN lost_since TEXT COLLATE "C";
