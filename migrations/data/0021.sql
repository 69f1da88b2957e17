-- A grade of an appraisal, who gave a lecture, and a photograph that shows what was done.
INSERT INTO meeting_grade (meeting_id, person_id, grade, words, entered_by, entered_at) VALUES
    (id(1801), id(1), 'excellent', '带头清运河道', id(2), 1700005500000);
INSERT INTO meeting_lecturer (meeting_id, person_id, starts_at) VALUES (id(1801), id(1), 1700000000000);
INSERT INTO matter_file (id, matter_id, round, file_id, shown, by_person, at) VALUES
    (id(2101), id(1701), 1, id(61), 1, id(1), 1700000500000);
