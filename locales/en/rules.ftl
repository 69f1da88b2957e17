# Rule tables: what is said when a local change is refused
rule-fixed = The regulation fixes this rule; it cannot be changed.
rule-only-tighter = This rule can be made stricter, not looser.
rule-second-person = A change needs two persons: one who asks and another who agrees.
rule-reason-missing = Say what the change rests on, such as the document and its number.
rule-value-kind = The new value is of another kind. A number stays a number, a word a word.
