SELECT COUNT(*) FROM org AS child JOIN org AS parent ON parent.id = child.parent_id
WHERE SUBSTR(child.path, 1, LENGTH(parent.path)) <> parent.path
   OR LENGTH(child.path) <> LENGTH(parent.path) + 4
