SELECT id FROM org WHERE path = '0001'
