UPDATE grid SET gone = 1, version = version + 1 WHERE id = $1 AND gone = 0
