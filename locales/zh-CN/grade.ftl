# 民主评议的结果：按纸上的结果填，不留谁给谁打了什么。
grade-title = 评议结果
grade-lead = 应到 { $expected } 人，优秀最多 { $most } 人（不超过应到的 { $share }）。
grade-note = 照会上定下来的结果填。谁给谁打了什么不录入；没有定等次的先空着。
grade-of = { $name }的等次
grade-none = 没有定
grade-excellent = 优秀
grade-qualified = 合格
grade-basic = 基本合格
grade-unqualified = 不合格
grade-words = 评定意见（可以不写）
grade-words-of = { $name }的评定意见
grade-chosen = 优秀，已选 / 最多：
grade-beyond = 超过了
grade-save = 保存评议结果
grade-too-many-excellent = 优秀最多 { $most } 人（应到 { $expected } 人，不超过 { $share }），现在是 { $count } 人。请改几位再保存。
flash-meeting-grades = 评议结果已保存。
