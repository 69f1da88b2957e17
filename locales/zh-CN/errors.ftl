# What went wrong: what happened, what was not lost, what to do now.

error-summary = 有几处要改一下
error-required = 这一项要填
error-date = 日期写得不对，例如 2026-11-23
error-too-long = 太长了，最多 { $count } 个字，请删一些。
error-day-ahead = 这一天还没到，办了以后再记。
error-number-between = 请填 { $least } 到 { $most } 之间的整数。

error-not-found = 找不到这一页
error-not-found-next = 可能地址不完整，也可能这一页不归你看。回到首页，从那里进去试试。
error-forbidden = 这一页要有相应的职责才能打开
error-forbidden-next = 你的账号没有这项职责。需要的话，请找上级组织部开通。
error-sign-in = 请先登录
error-sign-in-next = 登录已经到期，或者还没有登录。登录以后接着做，已经保存的都在。
error-busy = 现在人多，稍等一下
error-busy-next = 刚才这一步还没有办成，已经保存的都在。过几秒钟再试一次。
error-full = 服务器的存储空间满了
error-full-next = 刚才这一步没有保存，以前保存的都在。请告诉管理员，腾出空间以后再试。
error-internal = 出了点问题
error-internal-next = 是平台的问题，不是你操作错了。已经保存的都在。过一会儿再试，还不行就把下面的编号告诉管理员。
error-invalid = 有一处要改一下
error-conflict = 这一步现在办不了
error-exists = 同样的内容已经有了，不用再提交一次。
error-other-site = 这个请求不是从本平台的页面发出来的，没有执行。请从本平台的页面里再操作一次。
error-form-unreadable = 表单没有收完整，没有保存。请返回上一页再提交一次，你填的内容还在那里。
error-too-large = 内容太大，没有收下。这里一次最多 { $limit }，可以分几次来。
error-file-too-large = 文件太大了，请不要超过 { $limit }
error-copy-postgres = PostgreSQL 数据库请用它自己的工具备份（pg_dump 或 pg_basebackup）。

error-login-missing = 请填手机号或者账号名
error-login-taken = 这个账号名已经有人用了，请换一个
error-login-shape = 账号名用 2 到 32 个字母、数字或汉字，不能全是数字
error-mobile-shape = 手机号应该是 11 位数字
error-mobile-taken = 这个手机号已经在另一个账号上。可以先空着不填，以后用纸条登录。
error-name-missing = 请填姓名
error-org-missing = 请填组织全称，至少两个字
error-place-missing = 请选一下这部手机谁在用

error-password-missing = 请填密码
error-password-short = 太短了，至少要 { $count } 位
error-password-long = 太长了，最多 { $count } 位
error-password-common = 这个密码太多人用，容易被猜到，请换一个
error-password-own = 密码里不要有自己的名字或账号名
error-password-staff-short = 有工作职责的账号，密码至少要 { $count } 位
error-password-staff-mix = 大写字母、小写字母、数字、符号，至少要有三样
error-password-again = 两次填的不一样，请再填一遍
error-password-current = 原来的密码不对
error-password-same = 新密码和原来的一样，请换一个

error-sign-in-wrong = 号码或者密码不对，请再看一下。还可以试 { $left } 次。
error-sign-in-closed = 错的次数多了，为了安全先停一下，{ $until } 以后再试。急用的话，请支部给你打一张新的登录纸条。
error-sign-in-closed-short = 错的次数多了，半小时以后再试
error-pin-missing = 请填密码
error-pin-wrong = 密码不对，还可以试 { $left } 次
error-pin-closed = 错了五次，这部手机上的六位数字先停用。请用完整的密码登录，或者请支部打一张新的登录纸条。
error-pin-digits = 请填 6 个数字
error-phone-full = 这部手机上的人已经满了。先请一位不再用的同志退出这部手机。

error-slip-code = 纸条上的短码是 10 个字母和数字，请照着纸条再填一遍
error-slip-wrong = 短码和姓名对不上，请照着纸条再看一下。姓名要和纸条上的一样。
error-link-used = 这个链接已经用过，或者过期了。请发给你链接的人再发一个。

error-slip-beyond = 这位同志担任的工作职责超出了你的职责范围，登录纸条不能由你打印。请上级党组织打印，或者请安全管理员发一个一次性链接。什么都没有改变。
error-account-beyond = 这位同志在你管理的范围以外也担任职责，这个账号要由能管到全部职责的安全管理员来办。什么都没有改变。
error-link-no-duty = 这位同志现在没有工作职责，不需要工作链接。先给职责再发链接；党员登录用支部打印的登录纸条。
error-invitation-outgrown = 发出以后，你的职责有了变化，这一张不能再用了。请安全管理员重新发一个链接。
error-account-own = 不能停用自己的账号
error-complaint-missing = 请写下你要说的事
error-complaint-long = 太长了，请不要超过 { $count } 个字
error-complaint-many = 今天从这里提交的已经很多了，请明天再来，或者直接打电话给主办单位。
error-complaint-answered = 这一条已经答复过了
error-reference-unknown = 没有找到这个编号，请照着再填一遍
error-reason-missing = 请写明原因
