-- Who left the roll (减少): the home belonging that ended and what ended with it. The row goes when
-- it was a mistake; the audit log keeps both. The reason is sealed.
CREATE TABLE member_exit (
    belonging_id UUID PRIMARY KEY REFERENCES belonging (id),
    person_id UUID NOT NULL REFERENCES person (id),
    kind TEXT COLLATE "C" NOT NULL,
    left_on TEXT COLLATE "C" NOT NULL,
    reason BYTEA,
    status_before TEXT COLLATE "C" NOT NULL,
    also_ended TEXT COLLATE "C" NOT NULL DEFAULT '',
    entered_by UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX member_exit_day ON member_exit (left_on, person_id);
CREATE INDEX member_exit_person ON member_exit (person_id);

-- Whoever belongs nowhere today left in some way that was not asked for then.
INSERT INTO member_exit (belonging_id, person_id, kind, left_on, status_before, created_at)
SELECT b.id, b.person_id, 'other', b.until_on, m.party_status, b.created_at
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM belonging x
    WHERE x.person_id = b.person_id AND x.kind = 'home'
      AND (x.until_on IS NULL OR x.until_on > b.until_on OR x.until_on = b.until_on AND x.id > b.id));
