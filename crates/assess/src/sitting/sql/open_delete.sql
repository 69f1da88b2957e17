DELETE FROM sitting_open WHERE sitting_no = $1
