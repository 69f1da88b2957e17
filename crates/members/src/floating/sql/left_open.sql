-- Stays that ended because somebody left the roll on this day, to hold again when that was a mistake.
SELECT id FROM floating WHERE person_id = $1 AND closed_how = 'left' AND closed_on = $2
