# The year
year-title = Organisation life in { $year }
year-lead = { $org }: what the rules ask for, what was held, what is planned.
year-before = Year before
year-after = Year after
year-every = { $months ->
    [1] Every month
    [3] Every quarter
    [12] Once a year
   *[other] Every { $months } months
}
year-sum = { $held } of { $all } held
year-months = Months { $from }–{ $to }
year-held = Held { $month }/{ $day }
year-planned = Planned { $month }/{ $day }
year-not-yet = Not yet
year-ahead = Ahead
year-groups = { $groups } groups, once a month
year-groups-met = { $met } of { $groups }
year-talks = { $talks } noted this year. Between committee members, with members, and among members: at least { $wanted } a year each.
year-lecture = The secretary's lecture
year-lecture-sum = { $given } given this year, at least { $wanted }. Here or at any organisation below.
year-lecture-done = Given
year-lecture-not-yet = Not given yet
year-lecture-at = { $month }/{ $day }, { $org }
year-below-title = Organisation life of the branches in { $year }
year-below-lead = { $org }: whether its branches held what was due.
year-below-now = Branches that met in this period
year-below-met = { $met } of { $branches } branches
year-below-table = Branches
year-below-note = First how often it was held, then how often it was due so far. Open a branch to see its year.
year-below-late = { $count } missed
year-below-due = Due now
year-below-done = On time
year-below-none = No branches yet.
year-below-none-next = Once there are branches, their organisation life of the year stands here.
