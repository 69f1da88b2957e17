SELECT number, image_id, body
FROM material_page
WHERE version_id = $1
ORDER BY number
