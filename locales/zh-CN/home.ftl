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
home-staff-lead = 你能办的事都在这里。
home-staff-too = 你还有工作上的职责。
home-to-staff = 去工作首页

nav-work = 工作
nav-org = 组织
nav-service = 服务
nav-overview = 看全局
nav-system = 系统
home-waiting = 眼下的事
home-doors = 都能办什么
