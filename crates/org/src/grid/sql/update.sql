UPDATE grid SET name = $2, place = $3, households = $4, branch_id = $5, covered = $6, group_count = $7, large = $8, version = version + 1
WHERE id = $1 AND version = $9 AND gone = 0
