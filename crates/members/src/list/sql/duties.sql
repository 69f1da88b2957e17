-- The duties these people hold today in organisations within the scope.
SELECT DISTINCT d.person_id, d.kind, o.short_name
FROM duty d
JOIN org o ON o.id = d.org_id
JOIN grants g ON o.path >= g.path_lo AND o.path < g.path_hi
WHERE d.person_id IN ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53)
  AND d.from_on <= $3 AND (d.until_on IS NULL OR d.until_on > $3)
  AND g.person_id = $1 AND g.permission = $2 AND g.from_on <= $3 AND g.until_on > $3
