DELETE FROM belonging WHERE id = $1
