SELECT number, starts_on, ends_on, years FROM term WHERE org_id = $1 ORDER BY number DESC
