SELECT at, ended_by, answers, digest, batch, leaf FROM submission WHERE sitting_no = $1
