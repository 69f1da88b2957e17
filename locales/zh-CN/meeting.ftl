# 会议：召集、通知、应到、签到由记录人记
meeting-nav = 组织生活
meeting-tab-list = 会议
meeting-tab-year = 全年安排
meeting-tab-branches = 各支部
meeting-tab-talks = 谈心谈话
meeting-link = 我的会议
meeting-link-note = 什么时候开、在哪里、说了什么
meeting-new = 召集会议
meeting-from-paper = 补录已开的会
meeting-choose = 开什么会
meeting-choose-lead = 选一种，时间、地点和议程在下一页。
meeting-choose-paper = 补录哪一种会
meeting-choose-paper-lead = 已经开过、记在纸上的会，照着纸填进来。
meeting-form-new = { $org }：召集{ $kind }
meeting-form-paper = { $org }：补录{ $kind }
meeting-form-lead = 议程已按惯例写好，照实际改。应到会的人由名册自动列出。
meeting-form-paper-lead = 先填会议本身，下一页填到会情况，再填记录。
meeting-change = 修改会议
meeting-title = 会议名称
meeting-kind = 类型
meeting-starts = 开会时间
meeting-minutes = 大约多少分钟
meeting-place = 地点
meeting-place-hint = 例如：村委会二楼会议室
meeting-link-remote = 远程参加
meeting-link-hint = 视频会议的网址或会议号。平台自己的会场不用填。
meeting-agenda = 议程
meeting-agenda-hint = 一行一项。
meeting-proposals = 等着表决的事项
meeting-proposals-hint = 勾选的会列入议程，到会按规定表决。
meeting-chair = 主持人
meeting-lecturer = 主讲人
meeting-lecturer-hint = 本级委员或上级书记。书记讲党课按这一项计。
meeting-lecturer-other = 其他人
meeting-lecturer-not-here = 请选本级委员或上级书记。
meeting-recorder = 记录人
meeting-words = 通知里还要说的话
meeting-besides = 另外
meeting-words-hint = 例如：带上党费证；雨天改在文化礼堂。
meeting-call = 召集
meeting-save = 保存
meeting-enter-next = 保存，填到会情况
meeting-own = 会议
meeting-none = 还没有会议
meeting-none-next = 召集以后会列在这里。
meeting-coverage = 下级组织本期开会情况
meeting-coverage-note = 本月或本季度已经开过的支部数。点组织名称往下看。
meeting-col-org = 组织
meeting-col-branches = 支部数
meeting-col-name = 姓名
meeting-col-phone = 手机号码
meeting-col-told = 已通知
meeting-stage = 进展
meeting-stage-called = 已召集
meeting-stage-cancelled = 已取消
meeting-stage-open = 正在开
meeting-stage-ended = 待写记录
meeting-stage-submitted = 记录待确认
meeting-stage-sealed = 记录已确认
meeting-kind-general-assembly = 支部党员大会
meeting-kind-branch-committee = 委员会会议
meeting-kind-group-meeting = 党小组会
meeting-kind-party-lecture = 党课
meeting-kind-theme-day = 主题党日
meeting-kind-org-life-meeting = 组织生活会
meeting-kind-member-appraisal = 民主评议党员
meeting-kind-democratic-life-meeting = 民主生活会
meeting-kind-note-general-assembly = 全体党员，一般每季度一次
meeting-kind-note-branch-committee = 委员参加，一般每月一次
meeting-kind-note-group-meeting = 小组党员，一般每月一次
meeting-kind-note-party-lecture = 书记每年至少讲一次
meeting-kind-note-theme-day = 每月一次，日子相对固定
meeting-kind-note-org-life-meeting = 每年至少一次，查摆问题、批评和自我批评
meeting-kind-note-member-appraisal = 每年一次，自评、互评、测评、定意见
meeting-kind-note-democratic-life-meeting = 领导班子成员参加，每年一次
meeting-agenda-general-assembly =
    学习有关文件
    通报上次大会决定的落实情况
    讨论本次议题
    表决
    公布党费收支
meeting-agenda-branch-committee =
    通报近期工作
    研究本次议题
    明确由谁办、哪天前办
meeting-agenda-group-meeting =
    学习
    讨论本组的事
    谈谈各自做了什么
meeting-agenda-party-lecture =
    讲党课
    讨论
    主持人小结
meeting-agenda-theme-day =
    集中学习
    议一件群众的事，定下由谁办、哪天前办
    志愿服务
    小结
meeting-agenda-org-life-meeting =
    通报谈心谈话和征求意见情况
    班子查摆问题
    逐人自我批评和相互批评（书记先讲）
    定下整改事项和完成日期
meeting-agenda-member-appraisal =
    个人自评
    党员互评
    民主测评（无记名）
    支部委员会提出评定意见
meeting-agenda-democratic-life-meeting =
    通报征求意见情况
    班子对照检查
    逐人对照检查和相互批评
    上级点评
    定下整改事项和完成日期
meeting-standing = 名单
meeting-standing-expected = 应到
meeting-standing-left-out = 不计入应到
meeting-standing-invited = 列席
meeting-attendance = 到会情况
meeting-attendance-hall = 到会
meeting-attendance-remote = 远程参加
meeting-attendance-written = 会前交了书面意见
meeting-attendance-excused = 请假
meeting-attendance-waived = 年老体弱，不作硬性要求
meeting-attendance-none = 没有记
meeting-attendance-lead = 应到 { $expected } 人，实到 { $attending } 人，请假 { $excused } 人。由记录人填，党员不用自己签到。
meeting-attendance-all = 下面没有另外选的，都记为到会
meeting-attendance-before = 会还没有开始：现在可以记请假和书面意见，到会情况开始以后再记。
meeting-attendance-of = { $name }怎样参加
meeting-attendance-why = 说明（请假要写）
meeting-attendance-why-of = { $name }的说明
meeting-attendance-save = 保存到会情况
meeting-note-invited = 列席
meeting-note-probationary = 预备党员
meeting-note-no-vote = 没有表决权
meeting-expected = 应到会
meeting-expected-words = { $expected } 人，其中有表决权 { $voters } 人
meeting-attending = 实到会
meeting-attending-words = { $attending } 人，其中有表决权 { $voters } 人；书面意见 { $written } 份
meeting-invited = 列席
meeting-item-votes = 要表决
meeting-vote-line = 表决“{ $title }”：{ $words }
meeting-handouts = 材料
meeting-no-handouts = 没有材料。
meeting-handout-add = 添加材料
meeting-handout-title = 材料名称
meeting-handout-file = 文件
meeting-handout-file-hint = PDF、Word、Excel、PPT、文本或图片，最大 10 MB。
meeting-handout-inside = 或者平台里的网址
meeting-handout-inside-hint = 例如：/study/materials/… 。不能是别的网站。
meeting-left-out = 不计入应到的人
meeting-left-out-note = 只能按规定的几种情形，经党员大会同意、上级党组织批准。
meeting-left-out-no-will = 不能表达本人意志
meeting-left-out-abroad = 自费出国半年以上
meeting-left-out-sentence = 正在服刑或受留党察看处分
meeting-left-out-bedridden = 长期卧床或重度残疾
meeting-left-out-should-transfer = 外出半年以上，应转未转组织关系
meeting-left-out-retired-elsewhere = 退休后长期居住外地
meeting-left-why = 情形
meeting-left-words = 说明
meeting-left-approval = 谁同意、谁批准
meeting-left-approval-hint = 例如：11 月 3 日党员大会同意，镇党委 11 月 5 日批准
meeting-left-add = 有人不计入应到
meeting-left-save = 不计入应到
meeting-left-back = 恢复
meeting-left-take-in = 重新计入
meeting-choose-person = 请选一个人
meeting-cancel = 取消会议
meeting-cancel-why = 为什么取消
meeting-cancel-hint = 通知过的人会看到这句话。
meeting-cancelled-said = 会议已取消
meeting-notice = 通知
meeting-notice-lead = 转发到群里、打印贴出来、打电话，都从这里。不统计谁看了。
meeting-forward = 转发到群里的话
meeting-forward-note = 里面没有人名。链接要登录才能看。
meeting-forward-title = 【{ $org }】{ $title }
meeting-forward-when = 时间：{ $when }
meeting-forward-where = 地点：{ $place }
meeting-forward-proposals = 有事项需要表决，请安排好时间到会。
meeting-forward-link = 详情：{ $link }
meeting-print = 打印
meeting-to-meeting = 回到会议
meeting-phones = 电话名单
meeting-phones-note = 给不用手机上网的人打电话用。看号码会给每个人留下一条记录，本人看得到。
meeting-phones-show = 显示电话名单
meeting-mine = 我的会议
meeting-mine-lead = 列出要你参加的会。到会由记录人记，不用自己签到。
meeting-mine-none = 还没有会议
meeting-mine-none-next = 支部召集会议以后，会列在这里。
meeting-mine-past = 已经开过的
meeting-me = 我
meeting-me-votes = 应到会，有表决权
meeting-me-probationary = 应到会，预备党员没有表决权
meeting-me-no-vote = 应到会，这次没有表决权
meeting-me-invited = 列席
meeting-me-left-out = 不计入应到，愿意来也欢迎
meeting-me-attendance = 记录人记的
meeting-is-open = 会正在开。
meeting-enter = 进入会场
meeting-look = 看议程
meeting-today-open = { $kind } · 正在开
meeting-today-today = { $kind } · 今天 { $time }
meeting-today-soon = { $kind } · { $day } { $time }
meeting-today-cancelled = { $kind } · { $day } { $time } · 已取消
meeting-desk-confirm = 会议记录等你确认
meeting-desk-confirm-do = 看记录
meeting-desk-open = 会正在开
meeting-desk-open-do = 进入会场
meeting-desk-write = 会开完了，记录还没交
meeting-desk-write-do = 写记录
meeting-desk-past = 过了时间，还没有开
meeting-desk-past-do = 去看看
meeting-desk-soon = 马上要开的会
meeting-desk-soon-do = 去看看
meeting-day = { $year }年{ $month }月{ $day }日 { $weekday }
meeting-day-near = { $month }月{ $day }日 { $weekday }
meeting-weekday-1 = 星期一
meeting-weekday-2 = 星期二
meeting-weekday-3 = 星期三
meeting-weekday-4 = 星期四
meeting-weekday-5 = 星期五
meeting-weekday-6 = 星期六
meeting-weekday-7 = 星期日
meeting-month-1 = 1 月
meeting-month-2 = 2 月
meeting-month-3 = 3 月
meeting-month-4 = 4 月
meeting-month-5 = 5 月
meeting-month-6 = 6 月
meeting-month-7 = 7 月
meeting-month-8 = 8 月
meeting-month-9 = 9 月
meeting-month-10 = 10 月
meeting-month-11 = 11 月
meeting-month-12 = 12 月
meeting-no-such-org = 没有这个组织，或者不在你的职责范围内。
meeting-kind-not-here = 这个组织不开这种会。
meeting-when-missing = 请填开会的日期和时间。
meeting-minutes-wrong = 请填 5 到 720 之间的数。
meeting-starts-before = 这个时间已经过了。已经开过的会请用“补录已开的会”。
meeting-too-far-ahead = 最多提前一年召集。
meeting-not-held-yet = 这个时间还没到，请用“召集会议”。
meeting-too-long-ago = 只能补录两年以内的会。
meeting-where-missing = 地点和远程参加至少填一个。
meeting-person-not-here = 请选本组织的委员，或者你自己。
meeting-person-not-on-list = 这个人不在会议名单上。
meeting-agenda-empty = 至少写一项议程。
meeting-agenda-long = 最多 30 项，每项最多 200 个字。
meeting-proposal-gone = 有一个事项已经不在等表决，请看最新的情况。
meeting-proposal-put-already = 这个事项已经表决过或正在表决。
meeting-too-many-people = 应到的人超过 2000，请开党员代表大会。
meeting-nobody-expected = 名册上没有应到会的人，先把党员编入这个组织。
meeting-too-long = 写得太长了，请删一些。
meeting-excuse-missing = 请写明原因。
meeting-fewer-than-voted = “{ $title }”表决时有 { $votes } 票，到会的和有书面意见的人不能比票数少。请先核对。
meeting-no-such-item = 没有这一项议程。
meeting-is-cancelled = 会议已经取消，不能再改。
meeting-is-sealed = 记录已经确认，不能再改。要更正请补充说明。
meeting-not-begun = 会还没有开始。
meeting-is-submitted = 记录已经交去确认，先退回再改。
meeting-not-ended = 会还没有结束。
meeting-has-begun = 会已经开始，不能再改时间、地点，也不能取消。
meeting-not-submitted = 记录还没有交上来。
meeting-has-ended = 会已经结束。
meeting-opens-later = 还没到开会的日子，最早提前 12 小时打开。
meeting-vote-still-open = 还有一项表决没有结束，先把它结束。
meeting-voted-already = 已经表决过，应到人数不能再变。
meeting-not-quorate = 到会人数不够：有表决权的应到 { $expected } 人，到会 { $there } 人，至少要 { $least } 人。先把到会情况记好。
meeting-remark-other = 这条发言已经记过，内容不一样。请重新打开页面再写。
meeting-too-many-remarks = 发言太多了，请直接写进记录。
meeting-too-many-handouts = 材料太多了，最多 40 份。
meeting-handout-kind = 只收 PDF、Word、Excel、PPT、文本和图片。
meeting-handout-address = 请填平台里的网址，用 / 开头。
flash-meeting-called = 会议已召集。通知在下面，可以转发或打印。
flash-meeting-entered = 会议已记下，现在填到会情况。
flash-meeting-changed = 会议已修改。
flash-meeting-cancelled = 会议已取消。
flash-meeting-left-out = 应到人数已更新。
flash-meeting-handout = 材料已添加。
flash-meeting-attendance = 到会情况已保存。
