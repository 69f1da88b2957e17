INSERT INTO meeting_seal (meeting_id, body, hash, alone, sealed_by, sealed_at) VALUES ($1, $2, $3, $4, $5, $6)
