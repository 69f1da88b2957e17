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

## Tests as a member sees them (test-…)

test-mine = My tests
test-mine-lead = What you have to sit, what you may sit, and what you have done.
test-mine-excused = You are excused: { $reason }
test-mine-waived = You need not sit it: { $reason }
test-none = No tests now
test-none-note = New tests appear here and on the home page.
test-sat = Done
test-activity = Test
test-look = Read about it
test-begin = Begin
test-go-on = Go on
test-see-result = See the result
test-kicker-until = Theory test · until { $moment }
test-kicker-from = Theory test · opens { $moment }
test-takes = { $questions } questions, { $minutes } minutes at the most
test-required-words = You are asked to sit this test.
test-optional-words = Sit it if you like. Only you see the result.
test-questions = Questions
test-questions-full = { $questions }, full marks { $full }
test-time = Time
test-minutes = { $minutes } minutes from the start
test-window = Open
test-from-until = { $from } to { $until }
test-know-saved = Every choice is saved at once; the top right corner says when.
test-know-offline = No network is no harm: answers wait in this device and are sent by themselves. Please do not clear the browser's data.
test-know-deadline = The platform's clock decides. At the deadline what was saved is submitted for you.
test-know-score-after-submission = You see the score when you have submitted, and explanations when the test has ended.
test-know-score-after-closing = You see score and explanations when the test has ended.
test-opens = It opens { $moment }. Please come back then.
test-not-open-yet = It has not opened yet.
test-has-ended = This test has ended.

## Papers (paper-…)

paper-kind-single = Single choice
paper-kind-multiple = Multiple choice
paper-kind-true-false = True or false
paper-true = True
paper-false = False
paper-empty = The paper has no questions yet.

## Sittings (sitting-…)

sitting-place-of = Question { $place }
sitting-kicker = { $kind } · marks { $marks }
sitting-time-left = Time left
sitting-minutes-left = { $minutes } min left
sitting-until = until { $time }
sitting-saved-line = Saved { $time } · receipt { $number }
sitting-loading = Fetching the paper; the page turns when it is here.
sitting-saving = Saving
sitting-waiting = { $number } to sync
sitting-on-server = Answers on the server: { $count }
sitting-two-devices = Two devices answer this test. For each question the later choice counts.
sitting-sync-now = Sync now
sitting-moves = Questions
sitting-previous = Previous
sitting-next = Next
sitting-sheet = Sheet
sitting-to-check = Check and submit
sitting-check-head = Answer sheet
sitting-check-note = Once submitted, nothing can be changed.
sitting-check-back = Look again
sitting-submit = Submit
sitting-all-answered = Every question is answered.
sitting-open = Questions still open: { $number }
sitting-place-answered = Question { $place }, answered
sitting-place-open = Question { $place }, open
sitting-five-minutes = Five minutes left.
sitting-one-minute = One minute left.
sitting-time-up = Time is up. What was saved is submitted for you.
sitting-signed-out = Your sign-in has expired. The answers are still in this device. Please sign in again; sending then goes on here.
sitting-sign-in-again = Sign in again (opens a new page)
sitting-submit-waits = Your submission is noted, and nothing can be changed any more. It goes out when there is a network; please keep this page open.
sitting-submitting = Submitting
sitting-memory-only = This browser keeps no data. Please do not reload or close the page while answering.
sitting-other-person = Somebody else is signed in now. Answers not yet sent are still on this phone; whoever is taking the test should sign in again.
sitting-full = There were too many changes, and new ones are no longer saved. Everything saved so far counts, and you can submit.
sitting-refused = One answer was not accepted. Please look at the question and choose again.
sitting-see-receipt = See the receipt
sitting-unreadable = What was sent could not be read and was not saved. Please reload; saved answers are safe.
sitting-too-many = Too many changes; this one was not saved. What was saved before is safe, and you can submit.
sitting-no-such-answer = This paper has no such question or option; nothing was saved. Please reload.
sitting-receipts = Receipts
sitting-receipts-note = Every save has a number. Print them if you like; quote the number when asking.
sitting-no-receipts = No answer was saved.
sitting-receipts-json = Download receipts that can be checked
sitting-col-place = No.
sitting-col-chosen = Choice
sitting-col-receipt = Time and receipt
sitting-late = kept, but too late to count
sitting-some-late = Choices that came too late (after submitting, or after the time): { $number }. They are kept, but do not count.
sitting-outbox-counted = Choices this device had not sent yet: { $number }. They have been sent now, and count.
sitting-outbox-late = Choices this device had not sent yet: { $number }. They have been sent now, but came too late: kept, not counted.
sitting-outbox-refused = Choices that do not fit the paper: { $number }. They were not kept.
sitting-outbox-handed-in = The paper you submitted without a network has been sent now.
sitting-outbox-waiting = Choices this device has not sent yet: { $number }. They are sent when there is a network.
sitting-outbox-others = This device also keeps answers of another person that were not sent. They are sent when that person signs in and opens “My tests”.
sitting-outbox-again = Reload this page
sitting-nothing-chosen = none
sitting-ended-person = Submitted
sitting-ended-deadline = Submitted for you at the deadline
sitting-ended-closure = The test was closed early and submitted for you
sitting-answered-of = { $answered } of { $total } answered
sitting-closing-now = Time is up; what was saved is being submitted. Please look again in a moment.
sitting-result = My result
sitting-explanations-from = Explanations come when the test has ended, { $time }.
sitting-result-from = Score and explanations come when the test has ended, { $time }.
sitting-see-result = See result and explanations
sitting-score = { $score } of { $full }
sitting-only-you = Wrong answers and explanations are seen by you alone.
sitting-right-of = { $right } of { $total } right
sitting-all-right = All of them are right.
sitting-look-again = Worth another look
sitting-got-of = { $got } of { $full } marks
sitting-right-answer = right answer
sitting-your-answer = your choice
sitting-source = Source: { $source }

## Tests as staff see them (test-…)

test-nav = Tests
test-index-lead = Those your organisations give, and those your members sit.
test-staff-none = No tests yet
test-staff-none-note = Make a paper first, then give it as a test.
test-new = New test
test-col-title = Title
test-col-org = Given by
test-col-state = State
test-col-unit = Unit
test-col-due = Asked
test-col-started = Begun
test-col-finished = Submitted
test-col-band = Marks
test-col-people = People
test-col-name = Name
test-col-result = Result
test-col-score = Score
test-col-full = Full marks
test-required = required
test-state-draft = draft
test-state-waiting = not open yet
test-state-open = open
test-state-ended = ended
test-lead = Until { $moment }. Every answer is on disk at once and survives a dead network; distributions show from 10 people up.
test-publish = Publish
test-publish-ask = Once published it cannot be changed, and members may begin when it opens. Publish now?
test-close = Close early
test-close-ask = Whoever is answering will be submitted with what was saved. Close now?
test-branch-results = Our branch's results
test-started-of = begun, { $due } asked
test-saved-waiting = answers saved, { $waiting } waiting
test-ms = { $ms } ms
test-ms-none = none yet
test-save-time = to save (99%)
test-units = Units
test-no-units = Nothing stands below.
test-as-it-was = “To sit” counts who belongs here today; “begun” and “handed in” count where people belonged when they sat it, also when they move later.
test-few = too few to be shown alone
test-spread = Marks of submitted papers
test-spread-few = Too few papers to show a distribution.
test-papers-in = { $count } papers
test-band-0 = below 60
test-band-1 = 60–69
test-band-2 = 70–79
test-band-3 = 80–89
test-band-4 = 90–100
test-draft-note = This is a draft that only staff see. Check it, then publish.
test-about = This test
test-paper = Paper
test-paper-line = { $title }, { $questions } questions, full marks { $full }
test-audience = For whom
test-audience-hint = This organisation and everything below it.
test-org-name = Or the full name of an organisation below it
test-org-name-hint = Then only that one and those below it are meant.
test-no-org-of-that-name = No organisation of that name below it
test-org-not-clear = More than one organisation below it has that name; please write the full name
test-kinds = Kinds of member
test-kinds-hint = None chosen means every member.
test-audience-general = other
test-audience-rural = rural
test-audience-community = community
test-audience-agency = agency
test-audience-enterprise = enterprise
test-audience-institution = institution
test-audience-student = student
test-audience-floating = floating members
test-audience-young = young members
test-audience-secretary = branch secretaries
test-choose = Please choose
test-form-lead = Everything can be changed until it is published.
test-opens-at = Opens
test-closes-at = Ends
test-minutes-hint = Minutes from a member's start, 1 to 600.
test-required-check = Every member of the audience has to sit it
test-shuffled-check = Shuffle questions and options
test-score-when = When members see the score
test-score-after-closing = when the test has ended
test-score-after-submission = when they have submitted
test-partial = Incomplete multiple choice
test-partial-none = no marks
test-partial-half = half the marks
test-partial-share = the share found
test-save = Save
test-title-length = Give it a title of at most 120 characters.
test-choose-paper = Please choose a paper.
test-choose-org = Please choose for whom it is.
test-minutes-range = The time must be between 1 and 600 minutes.
test-moment = Please give date and time.
test-ends-before = The end must come after the start.
test-window-passed = The end has passed already; please choose a later one.
test-no-such-org = There is no such organisation within your duties.
test-no-such-paper = There is no such paper within your duties.
test-is-published = It is published and cannot be changed.
test-not-published = It is not published, so there is nothing to close.
test-was-changed = Somebody has just changed it. Please open it again, so that nothing of theirs is lost.
flash-test-published = Published.
flash-test-closed = Closed; what was saved is being submitted.
test-results-from = Scores show here when the test has ended, { $time }.
test-order = Order
test-by-stroke = by strokes
test-by-pinyin = by pinyin
test-people = { $count } people
test-result-sat = sat
test-result-not-sat = did not sit
test-exempt = Excuse or waive
test-exempt-note = Give the reason. The member sees who entered it and when.
test-exempt-kind = Kind
test-exempt-word-excused = excused
test-exempt-word-waived = waived
test-exempt-excused = excused: { $reason }
test-exempt-waived = waived: { $reason }
test-exempt-reason = Reason
test-exempt-save = Enter
test-exempt-choose = Please choose excused or waived.
test-exempt-why = Please give a reason of at most 200 characters.

## Question bank: what the workbook (.xlsx, .csv) has to say
bank-fault-columns-missing = These columns are missing: { $columns }. Please use the template.
bank-fault-column-repeated = “{ $column }” stands twice, the second time in column { $letters }. Please keep one.
bank-fault-kind-unknown = The type “{ $word }” is not known. Please write single, multiple or true/false.
bank-fault-answer-unreadable = The answer “{ $word }” cannot be read. Write letters for choices, true or false for statements.
bank-fault-difficulty-unknown = The difficulty “{ $word }” is not known. Please write easy, medium or hard, or nothing.
bank-fault-date-cell = The office program made a date of this. Please format the cell as text and type it again.
bank-fault-failed-formula = This is a formula that failed. Please replace it by text.

## Question bank: the pages (bank-…)

bank-nav = Question bank
bank-lead = A question is written once and keeps its versions. A change does not touch papers that use it.
bank-new = New question
bank-import = Import questions
bank-search = Search the text
bank-search-hint = a few words of the question
bank-filter = Filter
bank-all = All
bank-none = No questions yet
bank-none-note = Import a workbook or a GIFT file, or write them one by one.
bank-col-text = Question
bank-col-kind = Kind
bank-col-tags = Tags
bank-col-difficulty = Difficulty
bank-difficulty-easy = easy
bank-difficulty-medium = medium
bank-difficulty-hard = hard
bank-export-note = The export holds the questions filtered above, 5000 at the most.
bank-export-sheet = Export as workbook
bank-export-gift = Export as GIFT
bank-question = Question
bank-version = Bank of { $org } · version { $number }
bank-org = In whose bank
bank-org-hint = Staff of this organisation and above can use it.
bank-options = Options
bank-options-hint = Leave them empty for a statement.
bank-answer = Answer
bank-answer-hint = Tick one for a single choice, two or more for a multiple one.
bank-truth = Answer of a statement
bank-explanation = Explanation
bank-explanation-hint = Members who answered wrongly see it when the test has ended.
bank-source = Source
bank-source-hint = Which document and article, so that it can be checked.
bank-tags-hint = Separate them by commas.
bank-save = Save
bank-retire = Retire
bank-retire-ask = It can no longer be put on papers; those that have it keep it. Retire it now?
bank-on-papers = Papers with this question
bank-on-papers-note = Each has the version of its day. Take the new one on the paper's page.
bank-choose-kind = Please choose a kind.
bank-choose-org = Please choose an organisation.
bank-import-lead = The file is read and shown first; nothing enters the bank before you say so.
bank-import-file = File
bank-import-hint = A workbook filled from the template, or a GIFT file from Moodle.
bank-import-read = Read the file
bank-import-choose = Please choose a file.
bank-import-unknown = This file is not known. Please use the .xlsx template, a .gift file or GAOKAO-Bench .json.
bank-import-no-options = Question { $index }: no options or no key found; it was not read.
bank-import-into = Into the bank of { $org }
bank-import-found = { $count } questions can be taken; { $wrong } faults kept others out.
bank-import-take = Take them ({ $count })
bank-import-leave = Leave them
bank-import-done = Done: { $added } added or changed, { $unchanged } were there already.
bank-import-ended = This file has been dealt with already.
bank-import-faults = What to mend
bank-import-warning = note
bank-import-refused = not read
bank-import-first = The first 20
bank-template = Download the template
flash-bank-unchanged = Nothing changed, so no version was added.
flash-bank-retired = Retired.
flash-bank-cancelled = Nothing entered the bank.

## Papers: the pages (paper-…)

paper-nav = Papers
paper-lead = Choose questions from the bank and set their marks. Each save is a further version.
paper-none = No papers yet
paper-none-note = Give one a title below, then choose questions from the bank.
paper-search = Search the titles
paper-search-hint = a few words of the title
paper-none-found = No paper found
paper-none-found-note = Try other words, or make a new one below.
paper-new = New paper
paper-create = Create
paper-full = Full marks
paper-title-length = Give it a title of at most 120 characters.
paper-show-lead = { $org } · { $questions } questions · full marks { $full }
paper-add = Add questions
paper-give = Give it as a test
paper-no-questions = No questions yet
paper-no-questions-note = Choose them from the bank.
paper-col-place = Place
paper-col-marks = Marks
paper-col-remove = Remove
paper-place-of = Place of question { $no }
paper-marks-of = Marks of question { $no }
paper-remove-of = Remove question { $no }
paper-outdated = newer version in the bank
paper-renew = Take the newest version of each question
paper-version-note = Tests already given keep the version they have.
paper-save = Save
paper-choose = Choose questions
paper-is-on = on the paper
paper-marks-each = Marks each
paper-add-chosen = Add to the paper
paper-marks-range = Marks are a number from 0.01 to 100 with two decimals at the most.
paper-choose-question = Please choose at least one question.
paper-too-long = A paper holds 300 questions at the most.
paper-was-changed = Somebody has just changed this paper. Please open it again.
bank-import-ignored = The column “{ $title }” was not used.
bank-template-name = question-template
test-desk-by = Given by { $org }
test-desk-see = See how it goes
