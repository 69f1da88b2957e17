# The front pages.
home-greeting-night = 夜深了，{ $name }同志
home-greeting-early = 早上好，{ $name }同志
home-greeting-morning = 上午好，{ $name }同志
home-greeting-noon = 中午好，{ $name }同志
home-greeting-afternoon = 下午好，{ $name }同志
home-greeting-evening = 晚上好，{ $name }同志
home-nothing-due = 今天没有要做的事。
home-due = 今天有 { $count } 件事。
home-due-minutes = 今天有 { $count } 件事，大约 { $minutes } 分钟。
home-empty = 这里会出现要学的课、要参加的测试
home-empty-next = 支部安排以后，这里就能看到。现在可以随便看看学习资料。
home-to-study = 去看资料
home-next = 接下来
home-staff = 工作首页
home-staff-too = 你还有工作上的职责。
home-to-staff = 去工作首页

nav-work = 工作
nav-org = 组织
nav-service = 服务
nav-overview = 看全局
nav-system = 系统

home-staff-waiting = 有 { $count } 件事等着你办。
home-staff-nothing = 现在没有等着你办的事。
home-staff-empty = 都办完了
home-staff-empty-next = 要审核的、要决定的、要答复的，一有就出现在这里。别的事从导航里进去。
home-staff-to = 去“{ $page }”看看
home-staff-then = 接着办
home-staff-others = 还有 { $count } 件，在各自的页面里。
home-staff-going-on = 正在进行
desk-see = 去看看
desk-jobs = { $count } 个后台任务没有做成
desk-complaints = { $count } 条意见等着答复
desk-chain = 审计日志有一处对不上
desk-rule = 规则改动，等你同意
