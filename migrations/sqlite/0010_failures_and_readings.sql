-- Why an import could not be gone on with, as a key of the word list: it waits for somebody to try
-- again or to take it back.
ALTER TABLE roster_import ADD COLUMN failure TEXT;

-- What the owner of a name corrected: how it is read, one syllable a character, and how many
-- strokes the surname has in a formal list. Without them the keys follow from the name.
ALTER TABLE person ADD COLUMN reading TEXT;
ALTER TABLE person ADD COLUMN surname_strokes INTEGER CHECK (surname_strokes BETWEEN 1 AND 60);
