# 全年安排
year-title = { $year } 年组织生活
year-lead = { $org }：按规定该开的、已经开的、排好的。
year-before = 上一年
year-after = 下一年
year-every = { $months ->
    [1] 每月一次
    [3] 每季度一次
    [12] 每年一次
   *[other] 每 { $months } 个月一次
}
year-sum = 已开 { $held } 次，全年 { $all } 次
year-months = { $from }—{ $to } 月
year-held = { $month }月{ $day }日已开
year-planned = { $month }月{ $day }日要开
year-not-yet = 还没开
year-ahead = 还没到
year-groups = { $groups } 个小组，每月一次
year-groups-met = { $met } / { $groups } 组
year-talks = 今年记了 { $talks } 次。委员之间、委员和党员之间、党员之间，每年至少 { $wanted } 次。
