SELECT COUNT(*) FROM job j WHERE j.state = 'failed'
