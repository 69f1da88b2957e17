SELECT id, state, created_by FROM roster_import WHERE state IN ('committing', 'undoing') AND failure IS NULL ORDER BY created_at
