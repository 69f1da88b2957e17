-- Why an import could not be gone on with, as a key of the word list: it waits for somebody to try
-- again or to take it back.
ALTER TABLE roster_import ADD COLUMN failure TEXT COLLATE "C";
