UPDATE course SET title = $3, title_folded = $4, summary = $5, version = version + 1
WHERE id = $1 AND version = $2
