SELECT score, full_marks, detail FROM mark WHERE sitting_no = $1
