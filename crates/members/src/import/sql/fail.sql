UPDATE roster_import SET failure = $2 WHERE id = $1 AND state IN ('committing', 'undoing')
