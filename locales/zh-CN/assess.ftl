## 题库：导入题目时要说的话（键名 bank-fault-…）

bank-fault-at-line = 第 { $line } 行第 { $column } 个字：{ $fault }
bank-fault-at-cell = 第 { $row } 行“{ $column }”列：{ $fault }
bank-fault-text-missing = 没有题干。
bank-fault-too-long = { $part ->
    [text] 题干太长，最多 { $limit } 个字。
    [option] 选项 { $letter } 太长，最多 { $limit } 个字。
    [explanation] 解析太长，最多 { $limit } 个字。
    [source] 来源太长，最多 { $limit } 个字。
   *[tag] 标签太长，最多 { $limit } 个字。
}
bank-fault-control-character = { $part ->
    [text] 题干里有看不见的控制字符，请删掉。
    [option] 选项 { $letter } 里有看不见的控制字符，请删掉。
    [explanation] 解析里有看不见的控制字符，请删掉。
    [source] 来源里有看不见的控制字符，请删掉。
   *[tag] 标签里有看不见的控制字符，请删掉。
}
bank-fault-too-few-options = 至少要有两个选项。
bank-fault-too-many-options = 选项太多，最多 { $limit } 个。
bank-fault-option-missing = 选项 { $letter } 是空的。
bank-fault-option-repeated = 选项 { $letter } 和选项 { $first } 一样。
bank-fault-options-on-statement = 判断题不需要选项。
bank-fault-answer-missing = 没有写答案。
bank-fault-answer-of-other-kind = 答案和题型对不上：单选、多选写字母，判断写“对”或“错”。
bank-fault-answer-beyond-options = 答案是 { $letter }，但没有这个选项。
bank-fault-several-answers = 单选题只能有一个答案。有多个答案的，请改成多选。
bank-fault-one-answer = 多选题至少要有两个答案。只有一个答案的，请改成单选。
bank-fault-explanation-missing = 还没有解析，答错的党员看不到原因。
bank-fault-source-missing = 还没有写来源，别人不好核对。
bank-fault-too-many-tags = 标签太多，最多 { $limit } 个。
bank-fault-tag-malformed = 标签“{ $tag }”里有逗号、分号或顿号，请拆成两个标签。
bank-fault-too-many-questions = 一次最多导入 { $limit } 道题，后面的没有读。请分成几个文件。
bank-fault-too-many-faults = 问题超过 { $limit } 处，后面的没有读。请先改好前面的。
bank-fault-gift-too-large = 文件超过 { $limit } MB。请分成几个文件。
bank-fault-gift-not-utf8 = 第 { $line } 行的文字编码不是 UTF-8。请用记事本“另存为”，编码选 UTF-8。
bank-fault-gift-unsupported = { $kind ->
    [numerical] 数值题暂时不支持，这道没有导入。
    [matching] 配对题暂时不支持，这道没有导入。
    [short-answer] 填空题暂时不支持，这道没有导入。
    [essay] 论述题暂时不支持，这道没有导入。
   *[description] 这一段没有答案（花括号里的内容），没有导入。
}
bank-fault-gift-unclosed-brace = 左花括号没有对应的右花括号。题目中间也不要有空行。
bank-fault-gift-stray-brace = 多了一个右花括号。要写花括号本身，请在前面加反斜杠。
bank-fault-gift-second-block = 一道题里有两组答案。两道题之间请空一行。
bank-fault-gift-unclosed-title = 题目名称只有开头的两个冒号，没有结尾的两个冒号。
bank-fault-gift-unmarked = 答案前面要有等号（对）或波浪号（错）。
bank-fault-gift-weight = 百分比要在 -100 到 100 之间。
bank-fault-gift-several-right = 一道选择题里有几个等号。单选只留一个等号；多选请写百分比，如两个答案各写 50%。
bank-fault-gift-weights-folded = 各选项的百分比不一样，只保留了“对”和“错”。少选怎么给分，在组织测试时定。
bank-fault-gift-question-too-long = 这道题超过 { $limit } KB，没有导入。

## 测试：党员自己看到的（键名 test-…）

test-mine = 我的测试
test-mine-lead = 要参加的、可以参加的，还有做过的。
test-mine-excused = 已请假，可以不参加：{ $reason }
test-mine-waived = 不要求参加：{ $reason }
test-none = 现在没有测试
test-none-note = 有了新的测试，会出现在这里和首页上。
test-sat = 做过的
test-activity = 测试
test-look = 看看说明
test-begin = 开始答题
test-go-on = 接着答
test-see-result = 看结果
test-kicker-until = 理论测试 · { $moment } 截止
test-kicker-from = 理论测试 · { $moment } 开始
test-takes = { $questions } 道题，最多 { $minutes } 分钟
test-required-words = 这次测试需要你参加。
test-optional-words = 想参加就参加，成绩只有你自己看得到。
test-questions = 题目
test-questions-full = { $questions } 道，满分 { $full } 分
test-time = 用时
test-minutes = 开始以后 { $minutes } 分钟
test-window = 时间
test-from-until = { $from } 到 { $until }
test-know-saved = 每选一个答案就存一次，右上角看得到“已保存”和时间。
test-know-offline = 断网不要紧：答案先记在手机里，有网了自动送出。不要清除浏览器数据。
test-know-deadline = 时间以平台的钟为准。到点没交卷，会用已保存的答案自动交。
test-know-score-after-submission = 交卷后就能看到得分，测试结束后看到解析。
test-know-score-after-closing = 测试结束后看到得分和解析。
test-opens = { $moment } 开始，到时候再来。
test-not-open-yet = 还没有到开始的时间。
test-has-ended = 这次测试已经结束了。

## 试卷（键名 paper-…）

paper-kind-single = 单选题
paper-kind-multiple = 多选题
paper-kind-true-false = 判断题
paper-true = 对
paper-false = 错
paper-empty = 试卷里还没有题目。

## 答题（键名 sitting-…）

sitting-place-of = 第 { $place } 题
sitting-kicker = { $kind } · { $marks } 分
sitting-time-left = 剩余时间
sitting-minutes-left = 还有 { $minutes } 分钟
sitting-until = { $time } 截止
sitting-saved-line = 已保存 { $time } · 回执 { $number }
sitting-loading = 正在取试卷，取到了就翻过去。
sitting-saving = 正在保存
sitting-waiting = 待同步 { $number } 题
sitting-on-server = { $count } 个答案已存入服务器
sitting-two-devices = 这次测试有两部设备在答。同一道题以后选的为准。
sitting-sync-now = 立即同步
sitting-moves = 翻题
sitting-previous = 上一题
sitting-next = 下一题
sitting-sheet = 答题卡
sitting-to-check = 检查交卷
sitting-check-head = 答题卡
sitting-check-note = 交卷以后不能再改。
sitting-check-back = 再看看
sitting-submit = 交卷
sitting-all-answered = 每道题都答了。
sitting-open = 还有 { $number } 道题没答。
sitting-place-answered = 第 { $place } 题，已答
sitting-place-open = 第 { $place } 题，没答
sitting-five-minutes = 还剩五分钟。
sitting-one-minute = 还剩一分钟。
sitting-time-up = 时间到了。已保存的答案会自动交卷。
sitting-signed-out = 登录过期了，答案还在这部设备里。请重新登录，登录后这里会接着送出。
sitting-sign-in-again = 重新登录（在新页面打开）
sitting-submit-waits = 已记下交卷，答案不能再改。连上网络后自动送出，请先不要关掉这个页面。
sitting-submitting = 正在交卷
sitting-memory-only = 这个浏览器不让保存数据。答题时请不要刷新或关掉页面。
sitting-other-person = 现在登录的是另一个人。没送出的答案还在这部手机上，请答题的人重新登录。
sitting-full = 改动的次数太多，新的改动不再保存。已经保存的都算数，可以交卷。
sitting-refused = 刚才的一个答案没有被接受，请看一下这道题，再选一次。
sitting-see-receipt = 看交卷回执
sitting-unreadable = 送来的内容看不懂，没有保存。请刷新页面再试，已保存的答案不受影响。
sitting-too-many = 改的次数太多了，这一次没有保存。前面保存的都在，可以直接交卷。
sitting-no-such-answer = 这份卷子里没有这道题或这个选项，没有保存。请刷新页面再试。
sitting-receipts = 回执
sitting-receipts-note = 每一次保存都有编号。可以打印留存，对照时报编号就行。
sitting-no-receipts = 没有保存过答案。
sitting-receipts-json = 下载可验证的回执
sitting-col-place = 题
sitting-col-chosen = 选择
sitting-col-receipt = 时间和编号
sitting-late = 已存下，但来晚了，不计入
sitting-some-late = 有 { $number } 次选择到得太晚（已经交卷，或者时间已过）：都存下了，但不计入。
sitting-outbox-counted = 这部手机上还有 { $number } 次选择没送出，刚才已经送出，都计入。
sitting-outbox-late = 这部手机上还有 { $number } 次选择没送出，刚才已经送出，但来晚了：存下了，不计入。
sitting-outbox-refused = 有 { $number } 次选择和试卷对不上，没有存下。
sitting-outbox-handed-in = 没网时交的卷，刚才已经送出。
sitting-outbox-waiting = 这部手机上还有 { $number } 次选择没送出，连上网络后自动再送。
sitting-outbox-others = 这部手机上还有另一个人没送出的答案。请他登录，登录后打开“我的测试”就会送出。
sitting-outbox-again = 刷新这一页
sitting-nothing-chosen = 未选
sitting-ended-person = 已交卷
sitting-ended-deadline = 到时间自动交卷
sitting-ended-closure = 测试提前结束，已自动交卷
sitting-answered-of = 答了 { $answered } 题，共 { $total } 题
sitting-closing-now = 时间到了，正在用已保存的答案交卷。过一会儿再来看。
sitting-result = 我的结果
sitting-explanations-from = 解析在 { $time } 测试结束以后看。
sitting-result-from = 得分和解析在 { $time } 测试结束以后看。
sitting-see-result = 看结果和解析
sitting-score = { $score } 分（满分 { $full }）
sitting-only-you = 错题和解析只有你自己看得到。
sitting-right-of = 答对 { $right } 题，共 { $total } 题
sitting-all-right = 全部答对了。
sitting-look-again = 值得再看一遍的
sitting-got-of = 得 { $got } 分，满分 { $full }
sitting-right-answer = 正确答案
sitting-your-answer = 你的选择
sitting-source = 出处：{ $source }

## 测试：工作人员看到的（键名 test-…）

test-nav = 测试
test-index-lead = 本单位办的，和本单位党员要参加的。
test-staff-none = 还没有测试
test-staff-none-note = 先有试卷，再用试卷办测试。
test-new = 新建测试
test-col-title = 名称
test-col-org = 主办
test-col-state = 状态
test-col-unit = 单位
test-col-due = 应参加
test-col-started = 已开始
test-col-finished = 已交卷
test-col-band = 分数段
test-col-people = 人数
test-col-name = 姓名
test-col-result = 情况
test-col-score = 得分
test-col-full = 满分
test-required = 应参加
test-state-draft = 草稿
test-state-waiting = 未开始
test-state-open = 进行中
test-state-ended = 已结束
test-lead = { $moment } 截止。答案逐题落盘，断网不丢；10 人以上才显示分布。
test-publish = 发布
test-publish-ask = 发布以后不能再改，到时间党员就能开始。现在发布吗？
test-close = 提前结束
test-close-ask = 提前结束后，正在答题的人会用已保存的答案自动交卷。现在结束吗？
test-branch-results = 本支部成绩
test-started-of = 已开始，应参加 { $due } 人
test-saved-waiting = 个答案已存，{ $waiting } 个等待
test-ms = { $ms } 毫秒
test-ms-none = 暂无
test-save-time = 保存用时（99%）
test-units = 各单位情况
test-no-units = 下面没有别的组织。
test-as-it-was = “应参加”按今天在册的人数算；“已开始”和“已交卷”按答题时所在的支部算，以后换了支部也不变。
test-few = 人数少，不单独显示
test-spread = 已交卷成绩分布
test-spread-few = 交卷的人太少，暂不显示分布。
test-papers-in = { $count } 份
test-band-0 = 60 以下
test-band-1 = 60–69
test-band-2 = 70–79
test-band-3 = 80–89
test-band-4 = 90–100
test-draft-note = 这是草稿，只有工作人员看得到。检查好了再发布。
test-about = 这次测试
test-paper = 试卷
test-paper-line = { $title }，{ $questions } 道题，满分 { $full } 分
test-audience = 参加范围
test-audience-hint = 这个组织和它下面的所有组织。
test-org-name = 或者写它下面一个组织的全称
test-org-name-hint = 写了，就只给那个组织和它下面的党员。
test-no-org-of-that-name = 它下面没有这个名称的组织
test-org-not-clear = 它下面有不止一个组织叫这个名称，请写全称
test-kinds = 哪类党员
test-kinds-hint = 都不选，就是所有党员。
test-audience-general = 其他
test-audience-rural = 农村
test-audience-community = 社区
test-audience-agency = 机关
test-audience-enterprise = 企业
test-audience-institution = 事业单位
test-audience-student = 学生
test-audience-floating = 流动党员
test-audience-young = 青年
test-audience-secretary = 支部书记
test-choose = 请选择
test-form-lead = 发布以前都可以改。
test-opens-at = 开始时间
test-closes-at = 截止时间
test-minutes-hint = 从党员开始答题算起的分钟数，1 到 600。
test-required-check = 范围内的党员都要参加
test-shuffled-check = 打乱题目和选项的顺序
test-score-when = 党员什么时候看得到得分
test-score-after-closing = 测试结束以后
test-score-after-submission = 交卷以后
test-partial = 多选题少选
test-partial-none = 不得分
test-partial-half = 得一半
test-partial-share = 按选对的比例得分
test-save = 保存
test-title-length = 写上名称，最多 120 个字。
test-choose-paper = 请选一份试卷。
test-choose-org = 请选参加范围。
test-minutes-range = 用时要在 1 到 600 分钟之间。
test-moment = 请写明日期和时间。
test-ends-before = 截止时间要在开始时间之后。
test-window-passed = 截止时间已经过了，请改到以后。
test-no-such-org = 没有这个组织，或者不在你的职责范围内。
test-no-such-paper = 没有这份试卷，或者不在你的职责范围内。
test-is-published = 已经发布，不能再改。
test-not-published = 还没有发布，不用结束。
test-was-changed = 别人刚刚改过。请重新打开再改，避免盖掉别人的修改。
flash-test-published = 已发布。
flash-test-closed = 已结束，正在用已保存的答案交卷。
test-results-from = 测试 { $time } 结束以后，这里显示得分。
test-order = 排列
test-by-stroke = 按姓氏笔画
test-by-pinyin = 按拼音
test-people = 共 { $count } 人
test-result-sat = 已参加
test-result-not-sat = 没有参加
test-exempt = 请假或免考
test-exempt-note = 写明原因。本人看得到是谁、什么时候登记的。
test-exempt-kind = 类别
test-exempt-word-excused = 请假
test-exempt-word-waived = 免考
test-exempt-excused = 请假：{ $reason }
test-exempt-waived = 免考：{ $reason }
test-exempt-reason = 原因
test-exempt-save = 登记
test-exempt-choose = 请选请假还是免考。
test-exempt-why = 请写原因，最多 200 个字。

## 题库：题目表格（.xlsx、.csv）要说的话
bank-fault-columns-missing = 表格缺少这些列：{ $columns }。请用模板填写。
bank-fault-column-repeated = “{ $column }”出现了两次，第二次在 { $letters } 列。请留一列。
bank-fault-kind-unknown = 题型“{ $word }”不认识。请写单选、多选或判断。
bank-fault-answer-unreadable = 答案“{ $word }”读不懂。单选、多选写字母，判断写“对”或“错”。
bank-fault-difficulty-unknown = 难度“{ $word }”不认识。请写易、中或难，也可以不填。
bank-fault-date-cell = 表格软件把这里的内容变成了日期。请把单元格设为“文本”，再填一次。
bank-fault-failed-formula = 这里是一个出错的公式。请改成文字。

## 题库：页面上的话（键名 bank-…）

bank-nav = 题库
bank-lead = 题目写一次，留着各个版本。改题不影响已经用它的试卷。
bank-new = 新增题目
bank-import = 导入题目
bank-search = 按题干查找
bank-search-hint = 题干里的几个字
bank-filter = 筛选
bank-all = 全部
bank-none = 还没有题目
bank-none-note = 可以从表格或 GIFT 文件导入，也可以一道一道写。
bank-col-text = 题干
bank-col-kind = 题型
bank-col-tags = 标签
bank-col-difficulty = 难度
bank-difficulty-easy = 易
bank-difficulty-medium = 中
bank-difficulty-hard = 难
bank-export-note = 导出的是上面筛选出来的题目，最多 5000 道。
bank-export-sheet = 导出表格
bank-export-gift = 导出 GIFT
bank-question = 题目
bank-version = { $org }的题库 · 第 { $number } 版
bank-org = 放在哪个组织的题库
bank-org-hint = 这个组织和上级的工作人员可以用。
bank-options = 选项
bank-options-hint = 判断题不用填。
bank-answer = 答案
bank-answer-hint = 单选勾一个，多选勾两个以上。
bank-truth = 判断题的答案
bank-explanation = 解析
bank-explanation-hint = 测试结束后，答错的党员会看到。
bank-source = 来源
bank-source-hint = 写清出自哪个文件第几条，方便核对。
bank-tags-hint = 用顿号或逗号隔开。
bank-save = 保存
bank-retire = 停用
bank-retire-ask = 停用后不能再选进试卷，已经用它的试卷不受影响。现在停用吗？
bank-on-papers = 用到这道题的试卷
bank-on-papers-note = 试卷里是当时的版本。要换成新版本，请到试卷里更新。
bank-choose-kind = 请选题型。
bank-choose-org = 请选一个组织。
bank-import-lead = 先读出来给你看，确认以后才放进题库。
bank-import-file = 文件
bank-import-hint = 表格用模板填，或者用 Moodle 的 GIFT 文件。
bank-import-read = 读取文件
bank-import-choose = 请选一个文件。
bank-import-unknown = 认不出这个文件。请用 .xlsx 模板、.gift 文件或 GAOKAO-Bench 的 .json 文件。
bank-import-no-options = 第 { $index } 题没有找到选项或答案，没有导入。
bank-import-into = 放进{ $org }的题库
bank-import-found = 读到 { $count } 道可以放进题库的题，{ $wrong } 处有问题没有读进来。
bank-import-take = 放进题库（{ $count } 道）
bank-import-leave = 不放了
bank-import-done = 放好了：新增或更新 { $added } 道，原来就有、没有变化的 { $unchanged } 道。
bank-import-ended = 这个文件已经处理过了。
bank-import-faults = 要改的地方
bank-import-warning = 提醒
bank-import-refused = 没有读入
bank-import-first = 前 20 道
bank-template = 下载模板
flash-bank-unchanged = 没有变化，没有新增版本。
flash-bank-retired = 已停用。
flash-bank-cancelled = 没有放进题库。

## 试卷：页面上的话（键名 paper-…）

paper-nav = 试卷
paper-lead = 从题库里选题，定好每题的分数。每次保存都是新的一版。
paper-none = 还没有试卷
paper-none-note = 在下面起个名字，再从题库里选题。
paper-search = 按名称查找
paper-search-hint = 名称里的几个字
paper-none-found = 没有找到这样的试卷
paper-none-found-note = 换几个字再找，或者在下面新建一份。
paper-new = 新建试卷
paper-create = 新建
paper-full = 满分
paper-title-length = 写上名称，最多 120 个字。
paper-show-lead = { $org } · { $questions } 道题 · 满分 { $full } 分
paper-add = 加题
paper-give = 用它办测试
paper-no-questions = 还没有题目
paper-no-questions-note = 从题库里选。
paper-col-place = 顺序
paper-col-marks = 分数
paper-col-remove = 去掉
paper-place-of = 第 { $no } 题的顺序
paper-marks-of = 第 { $no } 题的分数
paper-remove-of = 去掉第 { $no } 题
paper-outdated = 题库里有新版本
paper-renew = 把有新版本的题换成新版本
paper-version-note = 已经办的测试用的是当时的版本，不受影响。
paper-save = 保存
paper-choose = 选题
paper-is-on = 已在卷上
paper-marks-each = 每题分数
paper-add-chosen = 加进试卷
paper-marks-range = 分数写 0.01 到 100 之间的数，最多两位小数。
paper-choose-question = 请至少选一道题。
paper-too-long = 一份试卷最多 300 道题。
paper-was-changed = 别人刚刚改过这份试卷。请重新打开再改。
bank-import-ignored = 没有用到“{ $title }”这一列。
bank-template-name = 题目模板
test-desk-by = 主办：{ $org }
test-desk-see = 看进展
