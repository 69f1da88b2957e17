SELECT COUNT(*) FROM belonging AS b JOIN org AS o ON o.id = b.org_id
WHERE b.until_on IS NULL AND b.path <> o.path
