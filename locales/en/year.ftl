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
