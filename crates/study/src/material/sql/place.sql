SELECT anchor FROM reading_place WHERE person_id = $1 AND material_id = $2
