SELECT p.* FROM reading_place p
