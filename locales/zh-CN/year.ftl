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
year-lecture = 书记讲党课
year-lecture-sum = 今年讲了 { $given } 次，至少 { $wanted } 次。在本级或下级讲的都算。
year-lecture-done = 已讲
year-lecture-not-yet = 还没讲
year-lecture-at = { $month }月{ $day }日，{ $org }
year-below-title = { $year } 年各支部组织生活
year-below-lead = { $org }所属支部：该开的开了没有。
year-below-now = 本期已开的支部
year-below-met = { $met } / { $branches } 个支部
year-below-table = 各支部
year-below-note = 前面是开过的次数，后面是到现在该开的次数。点支部名称看它的全年安排。
year-below-late = 缺 { $count } 次
year-below-due = 本期待开
year-below-done = 按期
year-below-none = 下面还没有支部。
year-below-none-next = 有了支部，这里按支部列出全年的组织生活。
