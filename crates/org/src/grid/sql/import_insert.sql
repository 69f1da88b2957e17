INSERT INTO grid_import (id, org_id, file_name, state, drafts, faults, created_by, created_at)
VALUES ($1, $2, $3, 'preview', $4, $5, $6, $7)
