## Question bank: what an import has to say (keys bank-fault-…)

bank-fault-at-line = Line { $line }, column { $column }: { $fault }
bank-fault-at-cell = Row { $row }, column “{ $column }”: { $fault }
bank-fault-text-missing = The question has no text.
bank-fault-too-long = { $part ->
    [text] The question is too long: at most { $limit } characters.
    [option] Option { $letter } is too long: at most { $limit } characters.
    [explanation] The explanation is too long: at most { $limit } characters.
    [source] The source is too long: at most { $limit } characters.
   *[tag] A tag is too long: at most { $limit } characters.
}
bank-fault-control-character = { $part ->
    [text] The question holds an invisible control character. Please delete it.
    [option] Option { $letter } holds an invisible control character. Please delete it.
    [explanation] The explanation holds an invisible control character. Please delete it.
    [source] The source holds an invisible control character. Please delete it.
   *[tag] A tag holds an invisible control character. Please delete it.
}
bank-fault-too-few-options = There must be two options at least.
bank-fault-too-many-options = Too many options: at most { $limit }.
bank-fault-option-missing = Option { $letter } is empty.
bank-fault-option-repeated = Option { $letter } is the same as option { $first }.
bank-fault-options-on-statement = A true/false question has no options.
bank-fault-answer-missing = There is no answer.
bank-fault-answer-of-other-kind = The answer does not fit the kind: letters for choices, “对/错” or “true/false” for statements.
bank-fault-answer-beyond-options = The answer is { $letter }, but there is no such option.
bank-fault-several-answers = A single choice has one answer. With several, make it a multiple choice.
bank-fault-one-answer = A multiple choice has two answers at least. With one, make it a single choice.
bank-fault-explanation-missing = There is no explanation yet, so a wrong answer stays unexplained.
bank-fault-source-missing = There is no source yet, so others cannot check it.
bank-fault-too-many-tags = Too many tags: at most { $limit }.
bank-fault-tag-malformed = The tag “{ $tag }” holds a comma or semicolon. Please make it two tags.
bank-fault-too-many-questions = At most { $limit } questions in one file; the rest was not read. Please split the file.
bank-fault-too-many-faults = More than { $limit } problems; the rest was not read. Please mend these first.
bank-fault-gift-too-large = The file is larger than { $limit } MB. Please split it.
bank-fault-gift-not-utf8 = Line { $line } is not encoded as UTF-8. Please save the file as UTF-8.
bank-fault-gift-unsupported = { $kind ->
    [numerical] Numerical questions are not supported yet; this one was left out.
    [matching] Matching questions are not supported yet; this one was left out.
    [short-answer] Short-answer questions are not supported yet; this one was left out.
    [essay] Essay questions are not supported yet; this one was left out.
   *[description] This part has no answers in braces; it was left out.
}
bank-fault-gift-unclosed-brace = The opening brace is never closed. A question may not contain a blank line either.
bank-fault-gift-stray-brace = One closing brace too many. For the sign itself put a backslash before it.
bank-fault-gift-second-block = One question has two answer blocks. Leave a blank line between two questions.
bank-fault-gift-unclosed-title = The title begins with two colons but does not end with two.
bank-fault-gift-unmarked = Each answer needs an equals sign (right) or a tilde (wrong) before it.
bank-fault-gift-weight = The percentage must lie between -100 and 100.
bank-fault-gift-several-right = A choice has several equals signs. Keep one for a single choice; for a multiple choice write percentages, such as 50% for each of two answers.
bank-fault-gift-weights-folded = The percentages differ; only right and wrong were kept. What an incomplete answer is worth is decided with the test.
bank-fault-gift-question-too-long = This question is longer than { $limit } KB and was left out.
