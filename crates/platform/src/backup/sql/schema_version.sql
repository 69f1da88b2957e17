SELECT COALESCE(MAX(number), 0) FROM schema_version
