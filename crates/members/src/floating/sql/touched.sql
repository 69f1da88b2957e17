UPDATE floating SET contacted_on = $2 WHERE id = $1 AND (contacted_on IS NULL OR contacted_on < $2)
