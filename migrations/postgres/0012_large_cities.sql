-- Members at home by the kind their record says stand ready to be counted; those of a city that
-- exists already are counted here once.
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.kind.' || m.audience, COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL
GROUP BY b.path, m.audience;

-- A search for a common name begins where its matches begin in the order of the list, and ends
-- where they end: the indexes of names know both.
DROP INDEX person_name;
DROP INDEX person_spelled;
DROP INDEX person_initials;
CREATE INDEX person_name ON person (full_name, pinyin, stroke, id);
CREATE INDEX person_spelled ON person (spelled, stroke, id);
CREATE INDEX person_initials ON person (initials, stroke, id);

-- The staff in the two orders of their list: whoever holds or held a duty, or was sent a link. Among
-- a million people they would be looked for too long, and every member would stand in two indexes.
CREATE TABLE staff (
    person_id UUID PRIMARY KEY REFERENCES person (id),
    pinyin TEXT COLLATE "C" NOT NULL,
    stroke BYTEA NOT NULL
);
INSERT INTO staff (person_id, pinyin, stroke)
SELECT id, pinyin, stroke FROM person p
WHERE EXISTS (SELECT 1 FROM grants g WHERE g.person_id = p.id)
   OR EXISTS (SELECT 1 FROM invitation i WHERE i.person_id = p.id AND i.kind = 'staff_link');
CREATE INDEX staff_pinyin ON staff (pinyin, person_id);
CREATE INDEX staff_stroke ON staff (stroke, person_id);
DROP INDEX person_pinyin;
DROP INDEX person_stroke;

-- postgres only
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_link_no_truncate BEFORE TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
-- end
