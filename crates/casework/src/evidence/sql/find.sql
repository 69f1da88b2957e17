SELECT e.id, e.round, e.file_id, f.name, f.media_type, e.shown, e.at FROM matter_file e
JOIN file f ON f.id = e.file_id
WHERE e.matter_id = $1 AND e.id = $2
