SELECT no, title, proposal_kind, proposal_id FROM meeting_item WHERE meeting_id = $1 ORDER BY no
