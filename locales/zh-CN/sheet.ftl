## 上传的表格

sheet-place = 第 { $row } 行 { $column } 列
sheet-error-empty = 这个文件是空的。
sheet-error-unknown-format = 这个文件不是表格。请上传 .xlsx 或 .csv 文件。
sheet-error-old-or-protected = 这是旧版 .xls 文件，或者加了密码。请去掉密码，另存为 .xlsx 再上传。
sheet-error-file-too-large = 文件超过 { $limit } MB。请拆成几个文件上传。
sheet-error-too-many-entries = 文件里的内容超过 { $limit } 项，无法读取。请把数据复制到新表格再上传。
sheet-error-unpacks-too-large = 文件展开后超过 { $limit } MB。请删掉图片和多余的空行，再上传。
sheet-error-grows-too-much = 文件展开后变得太大。请把数据复制到新表格再上传。
sheet-error-bad-entry = 文件里有不该有的内容，没有读取。请把数据复制到新表格再上传。
sheet-error-document-type = 文件里有不该有的定义，没有读取。请把数据复制到新表格再上传。
sheet-error-damaged = 文件不完整或已损坏。请打开看看，另存一份再上传。
sheet-error-no-sheet = 文件里没有可见的工作表。
sheet-error-too-many-rows = 数据超过 { $limit } 行。请拆成几个文件上传。
sheet-error-too-many-columns = 表格超过 { $limit } 列。请删掉多余的列。
sheet-error-cell-too-long = 第 { $row } 行 { $column } 列的文字超过 { $limit } 个字。请改短。
sheet-error-too-much-text = 文件里的文字太多。请拆成几个文件上传。
sheet-error-encoding = 看不懂文件的编码。请另存为 .xlsx，或 UTF-8 编码的 .csv。
sheet-error-open-quote = 第 { $row } 行的引号没有成对。请检查这一行。
sheet-error-write = 文件没有生成。请稍后再试。
