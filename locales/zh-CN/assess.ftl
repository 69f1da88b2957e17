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
