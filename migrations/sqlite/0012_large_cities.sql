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
