-- Rows for every table of 0011.
INSERT INTO session_change (id, person_id, at) VALUES
    (id(1301), id(1), 1700000000000);
