SELECT row_no, state, outcome, id_index, person_id, payload, before FROM roster_row
WHERE import_id = $1 AND row_no > $2 AND outcome = 'update'
ORDER BY row_no
LIMIT $3
