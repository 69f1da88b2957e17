# Rosters on their way in.

import-nav = 导入
import-lead = 用表格一次登记一个支部、一个街道的党员。先检查，你看过以后再导入。
import-template = 下载模板
import-template-name = 党员名册模板
import-new = 导入一份名册
import-org = 导入到哪个组织
import-org-hint = 表里的党支部要在这个组织下面。写全称，或者开头几个字。
import-file = 名册文件
import-file-hint = .xlsx 或 .csv，不超过 10 MB、5000 人。身份证号那一列要保持文本格式。
import-file-missing = 请选一个文件
import-create-orgs = 表里有、系统里没有的党支部，导入时新建
import-check = 检查
import-none = 还没有导入过
import-none-next = 先下载模板，填好以后在这里上传。
import-before = 导入过的名册
import-file-name = 文件
import-state = 状态
import-by = 谁导入的
import-by-operator = 系统管理员
import-at = 时间

import-state-checking = 正在检查
import-state-preview = 等你决定
import-state-refused = 文件有问题
import-state-committing = 正在导入
import-state-committed = 已导入
import-state-cancelled = 已取消
import-state-undoing = 正在撤回
import-state-undone = 已撤回

import-working = 正在处理，还剩 { $count } 行。可以先做别的，一会儿回来看。
import-refused = 这个文件没有办法导入。请照上面说的改一改，再上传一次。
import-passed = 行没有问题
import-warned = 行请看一下
import-failed = 行要改
import-create = 人新登记
import-update = 人有更新
import-unchanged = 人没有变化
import-count-undone = 人已撤回
import-count-kept = 人保留

import-decide = 怎么办
import-decide-some = 可以先导入正确的行，要改的行以后再传；也可以全部取消，改好再来。
import-decide-none = 没有可以导入的行。请照下面的原因改好，再上传一次。
import-decide-all = 每一行都可以导入。表里空着的格，不会改掉原来登记的内容。
import-creates-orgs = 表里有、系统里没有的党支部会新建。
import-take-right = 只导入正确的 { $count } 行
import-take-all = 导入 { $count } 行
import-cancel = 全部取消
import-undo = 撤回这次导入
import-undo-note = 新登记的人会去掉，更新过的内容会改回来。导入以后又改过资料、领过登录纸条或者担任了职责的人不动。
import-undo-ask = 撤回以后，这次新登记的人就不在系统里了。要撤回吗？

import-state-failed = 停住了，等你决定
import-failed-title = 这份名册没有导完
import-failed-next = 已经写进去的内容还没有给人看到，没有丢。改好以后可以再试；也可以全部取消，写进去的会撤掉。
import-failed-gone = 导入到的组织或者支部找不到了。
import-failed-again = 试了几次都没有成功，可能是系统正忙。
import-retry = 再试一次
import-create-orgs-not-here = 这个组织下面不能设党支部。请选它的上级，或者先在组织里建好。
import-create-orgs-needs-duty = 新建党支部要有组织管理的职责。请先请上级建好支部，或者不勾这一项。
import-changes = 哪些人会有更新
import-changes-note = 左边是现在登记的，右边是名册里的。号码、电话和住址只显示一部分。
import-change = 会改什么
import-change-nothing = （空）
import-change-hidden = { $shown }（不同的部分没有显示）
import-returns = 已离开，会重新编入

import-faults = 哪几行、哪一格
import-reasons = 下载标好原因的表格
import-reasons-note = 就是你上传的表格，最后加了一列原因，错的格子标成红色。改好可以直接再传。
import-reasons-name = { $file }-标注原因
import-row = 行
import-row-number = 第 { $row } 行
import-result = 结果
import-what = 要改什么
import-not-taken = 不导入
import-to-look = 请看一下
import-colon = ：

import-not-in-this-state = 这次导入的状态已经变了，请刷新看一下。
import-branch-moved = 有党支部刚刚调整过隶属，请再试一次。

flash-import-done = 已导入。
flash-import-undone = 已撤回。
flash-import-cancelled = 已取消，什么也没有改。
import-desk = 名册导入 · { $org }
import-desk-waits = 已检查，等你决定要不要导入
import-desk-see = 去决定
