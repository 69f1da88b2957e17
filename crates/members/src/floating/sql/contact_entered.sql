SELECT entered_by FROM floating_contact WHERE id = $1
