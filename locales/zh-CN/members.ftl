## 党员名册导入：模板

roster-template-sheet = 党员名册
roster-template-explanations = 填写说明
roster-template-column = 列名
roster-template-need = 是否必填
roster-template-how = 怎么填
roster-template-required = 必填
roster-template-optional = 选填
roster-template-version = 模板版本 { $version }
roster-note-name = 与身份证一致。少数民族姓名中间用“·”。
roster-note-id = 18 位，末位可以是 X。单元格要保持文本格式，不然后几位会变成 0。
roster-note-code = 从下拉列表里选，也可以填代码。
roster-note-posts = 书记、副书记、组织委员、宣传委员、纪检委员、委员、党小组长。有几个就用顿号分开。
roster-note-birth-date = 按档案认定的日期填，如 1980-01-05。空着就不改，新党员按身份证号码取。
roster-note-joined-on = 支部党员大会通过接收为预备党员的日期，如 2018-07-01。
roster-note-full-member-on = 正式党员必填，预备党员空着。如 2019-07-01。
roster-note-date = 如 2020-01-05。写成 2020/1/5、2020年1月5日 也可以。
roster-note-text = 空着就不改。
roster-note-mobile = 11 位手机号码。没有手机就空着。
roster-note-phone = 固定电话带区号，如 0871-65123456。没有就空着。
roster-note-branch = 党支部全称，与系统里的名称一致。
roster-note-yes-no = 填“是”或“否”。空着就不改，新党员按“否”算。
roster-note-computed = 不用填，导出时由系统算出。

## 党员名册导入：退回的表格

roster-reason-error = { $title }（{ $letters } 列）：{ $reason }
roster-reason-error-no-column = { $title }：{ $reason }
roster-reason-warning = 提醒：{ $title }（{ $letters } 列）：{ $reason }
roster-reason-warning-no-column = 提醒：{ $title }：{ $reason }

## 党员名册导入：整个文件的问题

roster-file-no-header = 没有找到表头。请用模板填写，表头里要有“姓名”“身份证号码”等列名。
roster-file-column-missing = 缺少“{ $title }”这一列。
roster-file-column-twice = “{ $title }”这一列出现了两次，第二次在 { $letters } 列。请删掉一列。
roster-file-column-unknown = { $letters } 列“{ $title }”不在名册里，不会导入。
roster-file-no-rows = 表头下面没有数据。

## 党员名册导入：单元格的问题

roster-fault-missing-required = 没有填。
roster-fault-formula-error = 公式算不出结果（{ $value }）。请直接填内容。
roster-fault-text-too-long = 超过 { $other } 个字。请改短。
roster-fault-name-too-long = 姓名太长，请核对。
roster-fault-name-has-digits = 姓名里有数字。
roster-fault-name-has-signs = 姓名里有不该有的符号。
roster-fault-id-float-damaged = 号码被表格软件当成数字改动了，后几位已不准。请把单元格设为文本，重新填写。
roster-fault-id-length = 应为 18 位。
roster-fault-id-characters = 只能是数字，末位可以是 X。
roster-fault-id-region = 前两位不是省级代码，请核对。
roster-fault-id-date = 号码里的出生日期不存在，请核对。
roster-fault-id-check-digit = 号码有误，校验没有通过。请对照身份证核对。
roster-fault-id-legacy = 这是 15 位旧号码，已换算成 18 位。请核对。
roster-fault-id-repeated = 与第 { $other } 行的号码相同。
roster-fault-sex-contradicts-id = 与身份证号码里的性别不一致，按表格导入。请核对。
roster-fault-birth-contradicts-id = 与身份证号码里的日期不一致，按表格导入。请核对档案。
roster-fault-date-unreadable = “{ $value }”看不出是哪一天。请写成 2020-01-05 这样。
roster-fault-date-impossible = “{ $value }”这一天不存在。
roster-fault-date-ambiguous = “{ $value }”可能是 1 月，也可能是 10 月。请写成 2020-01-05 这样。
roster-fault-day-assumed = 只有年月，按 { $other } 导入。
roster-fault-date-in-future = 晚于今天。
roster-fault-date-too-early = 日期太早，请核对。
roster-fault-date-order = 早于“{ $other }”。
roster-fault-joined-too-young = 这一天还不满 { $other } 岁。
roster-fault-full-before-joined = 早于加入党组织日期。
roster-fault-full-date-missing = 正式党员要填转正日期。
roster-fault-full-date-unexpected = 预备党员不填转正日期。已经转正的，请把人员类别改为正式党员。
roster-fault-probation-length = 预备期不是一年，也不是延长后的时间。请核对。
roster-fault-probation-overdue = 预备期早已到期，人员类别还是预备党员。请核对。
roster-fault-unknown-code = “{ $value }”不在可选的内容里。
roster-fault-unknown-category = “{ $value }”不是党员类别。名册里只有正式党员和预备党员。
roster-fault-not-yes-or-no = 请填“是”或“否”。
roster-fault-unknown-post = “{ $value }”里有不认识的职务。
roster-fault-mobile-format = 不是 11 位手机号码。
roster-fault-phone-format = 不像电话号码，按原样导入。请核对。
roster-fault-branch-unknown = 没有找到“{ $value }”。请填党支部全称。
roster-fault-branch-ambiguous = 叫“{ $value }”的党支部不止一个。请在前面加上上级党组织。
roster-fault-branch-to-create = 还没有“{ $value }”，导入时会新建。
roster-fault-member-elsewhere = 这个人已经在别的党支部（{ $other }）。名册不办转接，请到调整所在支部里办。
roster-fault-name-differs = 这个号码在系统里是“{ $other }”的。号码填错了就改号码；确实改了名，先在党员资料里改姓名，再导入。
