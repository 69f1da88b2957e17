SELECT id, state, created_by FROM roster_import WHERE state IN ('committing', 'undoing') ORDER BY created_at
