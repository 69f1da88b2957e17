UPDATE floating SET state = 'active', closed_on = NULL, closed_how = NULL, closed_words = '' WHERE id = $1
