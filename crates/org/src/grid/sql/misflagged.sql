-- Grids whose mark no longer fits the rule of their size.
SELECT id FROM grid
WHERE gone = 0 AND ((large = 0 AND households > $1) OR (large = 1 AND households <= $1))
LIMIT 100
