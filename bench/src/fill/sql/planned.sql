SELECT DISTINCT org_id FROM skill_plan
