# 规则表：本地改动被拒绝时说的话
rule-fixed = 这一条由党内法规定死，不能改。
rule-only-tighter = 这一条只能改得更严，不能放宽。
rule-second-person = 改规则要两个人：提出的人和同意的人不能是同一个。
rule-reason-missing = 请写明改动的依据，比如文件名称和文号。
rule-value-kind = 新的值和原来的不是同一类。数字还填数字，文字还填文字。
