SELECT id FROM lost_contact WHERE id = $1
