UPDATE mark SET path = (SELECT s.path FROM sitting s WHERE s.no = mark.sitting_no)
WHERE sitting_no > $1 AND sitting_no <= $2
  AND path <> (SELECT s.path FROM sitting s WHERE s.no = mark.sitting_no)
