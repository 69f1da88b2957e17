SELECT org_id, kind, period FROM meeting_period
