UPDATE sitting SET path = (SELECT o.path FROM org o WHERE o.no = sitting.org_no)
WHERE no > $1 AND no <= $2
  AND path <> (SELECT o.path FROM org o WHERE o.no = sitting.org_no)
