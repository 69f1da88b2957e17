-- What a democratic appraisal (民主评议党员) came to for each member, as entered from paper.
CREATE TABLE meeting_grade (
    meeting_id UUID NOT NULL REFERENCES meeting (id),
    person_id UUID NOT NULL REFERENCES person (id),
    grade TEXT COLLATE "C" NOT NULL CHECK (grade IN ('excellent', 'qualified', 'basic', 'unqualified')),
    words TEXT COLLATE "C" NOT NULL,
    entered_by UUID NOT NULL REFERENCES person (id),
    entered_at BIGINT NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);

-- Who gave a party lecture (党课), where somebody of the committee or of one above it did.
CREATE TABLE meeting_lecturer (
    meeting_id UUID PRIMARY KEY REFERENCES meeting (id),
    person_id UUID NOT NULL REFERENCES person (id),
    starts_at BIGINT NOT NULL
);
CREATE INDEX meeting_lecturer_when ON meeting_lecturer (person_id, starts_at);

-- A photograph or a paper that shows what was done on a matter, and whether the resident sees it too.
CREATE TABLE matter_file (
    id UUID PRIMARY KEY,
    matter_id UUID NOT NULL REFERENCES matter (id),
    round BIGINT NOT NULL CHECK (round >= 1),
    file_id UUID NOT NULL REFERENCES file (id),
    shown BIGINT NOT NULL CHECK (shown IN (0, 1)),
    by_person UUID NOT NULL REFERENCES person (id),
    at BIGINT NOT NULL
);
CREATE INDEX matter_file_of ON matter_file (matter_id, round, at);

-- The three rates by month: what came in before is counted where it is now, at the month it came in.
-- postgres only
INSERT INTO tally_delta (path, indicator, delta)
SELECT c.path, 'requests.' || c.month || '.' || n.measure, SUM(CASE n.measure
    WHEN 'received' THEN 1 WHEN 'responded' THEN c.responded WHEN 'judged' THEN c.judged
    WHEN 'solved' THEN c.solved ELSE c.satisfied END)
FROM (
    SELECT m.path,
        to_char(to_timestamp((m.opened_at + 28800000) / 1000) AT TIME ZONE 'UTC', 'YYYY-MM') AS month,
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
