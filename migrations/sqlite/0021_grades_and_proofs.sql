-- What a democratic appraisal (民主评议党员) came to for each member, as entered from paper.
CREATE TABLE meeting_grade (
    meeting_id BLOB NOT NULL REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    grade TEXT NOT NULL CHECK (grade IN ('excellent', 'qualified', 'basic', 'unqualified')),
    words TEXT NOT NULL,
    entered_by BLOB NOT NULL REFERENCES person (id) CHECK (length(entered_by) = 16),
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
) STRICT;

-- Who gave a party lecture (党课), where somebody of the committee or of one above it did.
CREATE TABLE meeting_lecturer (
    meeting_id BLOB PRIMARY KEY REFERENCES meeting (id) CHECK (length(meeting_id) = 16),
    person_id BLOB NOT NULL REFERENCES person (id) CHECK (length(person_id) = 16),
    starts_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_lecturer_when ON meeting_lecturer (person_id, starts_at);

-- A photograph or a paper that shows what was done on a matter, and whether the resident sees it too.
CREATE TABLE matter_file (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    matter_id BLOB NOT NULL REFERENCES matter (id) CHECK (length(matter_id) = 16),
    round INTEGER NOT NULL CHECK (round >= 1),
    file_id BLOB NOT NULL REFERENCES file (id) CHECK (length(file_id) = 16),
    shown INTEGER NOT NULL CHECK (shown IN (0, 1)),
    by_person BLOB NOT NULL REFERENCES person (id) CHECK (length(by_person) = 16),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX matter_file_of ON matter_file (matter_id, round, at);

-- The three rates by month: what came in before is counted where it is now, at the month it came in.
-- sqlite only
INSERT INTO tally_delta (path, indicator, delta)
SELECT c.path, 'requests.' || c.month || '.' || n.measure, SUM(CASE n.measure
    WHEN 'received' THEN 1 WHEN 'responded' THEN c.responded WHEN 'judged' THEN c.judged
    WHEN 'solved' THEN c.solved ELSE c.satisfied END)
FROM (
    SELECT m.path,
        strftime('%Y-%m', (m.opened_at + 28800000) / 1000, 'unixepoch') AS month,
        CASE WHEN r.responded_at <= r.respond_by THEN 1 ELSE 0 END AS responded,
        CASE WHEN v.verdict IS NOT NULL THEN 1 ELSE 0 END AS judged,
        CASE WHEN v.verdict = 'solved' THEN 1 ELSE 0 END AS solved,
        CASE WHEN v.satisfied = 1 THEN 1 ELSE 0 END AS satisfied
    FROM request r
    JOIN matter m ON m.id = r.matter_id
    LEFT JOIN matter_verdict v ON v.matter_id = m.id
        AND v.round = (SELECT MAX(w.round) FROM matter_verdict w WHERE w.matter_id = m.id)
    WHERE m.state <> 'excluded'
) c
CROSS JOIN (
    SELECT 'received' AS measure UNION ALL SELECT 'responded' UNION ALL SELECT 'judged'
    UNION ALL SELECT 'solved' UNION ALL SELECT 'satisfied'
) n
GROUP BY c.path, c.month, n.measure;
-- end
