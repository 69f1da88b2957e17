# A committee's page: a part of the tree at a glance
committee-nav = At a glance
committee-lead = Worked out from records that are there, in the order of the tree and not ranked.
committee-figures = As it is now
committee-members = Members
committee-probationary = Probationary
committee-away = Away
committee-sizes = Set-up to look at
committee-terms-over = Term over
committee-terms-soon = Term ends within a year
committee-covered = Households covered
committee-chart = Members below
committee-coverage = Households covered below
committee-below = Below it
committee-order = In the order of the tree.
