-- Members at home by the kind their record says stand ready to be counted; those of a city that
-- exists already are counted here once.
INSERT INTO tally_delta (path, indicator, delta)
SELECT b.path, 'members.kind.' || m.audience, COUNT(*)
FROM belonging b
JOIN member m ON m.person_id = b.person_id
WHERE b.kind = 'home' AND b.until_on IS NULL
GROUP BY b.path, m.audience;
