-- The grids that a branch looks after: how many, their households, those its groups look after.
SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(households), 0) AS BIGINT), CAST(COALESCE(SUM(covered), 0) AS BIGINT)
FROM grid WHERE branch_id = $1 AND gone = 0
