-- A list of matters by place is put in order from the index alone; what is offered or waits for a
-- ruling is little and stands by itself.
DROP INDEX matter_path;
CREATE INDEX matter_path ON matter (path, kind, phase, sort_at, id);
CREATE INDEX matter_offers ON matter (kind, sort_at, id) WHERE offered_org IS NOT NULL;
CREATE INDEX matter_rulings ON matter (kind, sort_at, id) WHERE ruling_org IS NOT NULL;

-- Villages and communities with their branches in the order of the tree: the map of vacancies walks
-- them, and asks of each whether it stands below another.
DROP INDEX org_nature;
CREATE INDEX org_local ON org (path, parent_id) WHERE unit_nature IN ('village', 'community') AND kind <> 'party_group' AND dissolved_on IS NULL;

-- How many have answered a request of the whole city.
CREATE INDEX data_request_answered ON data_request_unit (request_id) WHERE answered_at IS NOT NULL;
