SELECT id, hash, bytes, media_type, name, created_by, created_at FROM file WHERE id = $1
