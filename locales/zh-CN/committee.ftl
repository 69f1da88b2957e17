# 党委页：一片组织的概况
committee-nav = 组织概况
committee-lead = 从已有的记录算出来，按组织顺序列出，不比高低。
committee-figures = 现在的情况
committee-members = 党员
committee-probationary = 预备党员
committee-away = 流动在外
committee-sizes = 设置待看
committee-terms-over = 已届满
committee-terms-soon = 一年内届满
committee-covered = 住户覆盖
committee-chart = 下级组织的党员
committee-coverage = 下级组织的住户覆盖
committee-below = 下级组织
committee-order = 按组织顺序排列。
