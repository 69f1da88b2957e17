SELECT entered_by FROM floating WHERE id = $1
