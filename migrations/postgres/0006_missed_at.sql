-- When a password was last missed: as for names that nobody has, the count begins anew after a
-- while, so that the two cannot be told apart by waiting.
ALTER TABLE account ADD COLUMN missed_at BIGINT;
