-- What the yearly statistics ask of a member besides.
ALTER TABLE member ADD COLUMN tech_post TEXT;
ALTER TABLE member ADD COLUMN new_stratum TEXT;
ALTER TABLE member ADD COLUMN migrant_worker INTEGER CHECK (migrant_worker IN (0, 1));
ALTER TABLE member ADD COLUMN joint_unit TEXT;
ALTER TABLE member ADD COLUMN archive_holder TEXT;
ALTER TABLE member ADD COLUMN lost_contact_state TEXT;
ALTER TABLE member ADD COLUMN lost_since TEXT;
