## Conversion of materials: why a file cannot be read (keys convert-fault-…, convert-note-…)

convert-fault-file-too-large = The file is larger than { $limit } MB. Please split it, or make its pictures smaller.
convert-fault-text-too-long = The text is longer than { $limit } MB. Please make several materials of it.
convert-fault-not-utf8 = Line { $line } is not encoded as UTF-8. Please save the file as UTF-8.
convert-fault-not-docx = This is not a Word document (.docx).
convert-fault-old-or-locked-doc = This is an old .doc file, or it has a password. Please remove the password and save it as .docx.
convert-fault-damaged = The file is incomplete or damaged ({ $part }). Please save it again and upload it once more.
convert-fault-too-many-parts = The file has more than { $limit } parts, unlike any usual document. Please save it again in Word or WPS.
convert-fault-unpacks-too-large = The file unpacks to more than { $limit } MB; it was not read. Please make its pictures smaller or split it.
convert-fault-entity = The file holds declarations that no usual document has ({ $part }); it was not read. Please save it again in Word or WPS.
convert-fault-too-deep = Things are nested too deeply ({ $part }). Please simplify tables or lists.
convert-fault-empty = There is no text in the file. Please upload scans as PDF.
convert-fault-pdf-unreadable = This is not a readable PDF file. Please export it again.
convert-fault-pdf-locked = The PDF has a password. Please remove it.
convert-fault-pdf-too-many-pages = The PDF has { $pages } pages; { $limit } are allowed. Please split it.
convert-fault-pdf-tool-missing = The program that reads PDF ({ $tool }) is not installed on the server. Please tell the operator.
convert-fault-pdf-too-slow = The PDF is too complex: it was not read within { $seconds } seconds. Please use “print to PDF” and upload the result.
convert-fault-pdf-tool-failed = The PDF is too large or too complex and could not be read. Please use “print to PDF” and upload the result.
convert-fault-work-folder = The server's working folder cannot be used, so the file was not read. Please try later or tell the operator.
convert-fault-law-malformed = This is no file of the statute collection: its head is missing.
convert-note-pictures = { $count } pictures were left out; 〔图〕 marks where they were.
convert-note-text-boxes = { $count } text boxes were left out; please copy their text into the body.
convert-note-formulas = { $count } formulas became plain text; please check them.


## Materials

material-nav = Materials
material-index-lead = Another person reviews each material before members can read it.
material-new = Write a material
material-upload = Upload a file
material-search = Find by title
material-none = No materials yet
material-none-next = What you write stands here. You can also upload a Word, PDF or Markdown file.
material-none-found = Nothing found
material-none-found-next = Try another word, or see all materials.
material-title = Title
material-title-from-file = Left empty, the file's own title is used.
material-title-missing = Write a title
material-title-length = At most 120 characters
material-org = Organisation
material-org-hint = Members of this organisation and below can read it.
material-kind = Form
material-kind-text = Text
material-kind-pages = PDF
material-state = State
material-state-all = All
material-state-draft = Draft
material-state-in-review = In review
material-state-returned = Returned
material-state-approved = Passed, not yet published
material-state-published = Published
material-state-withdrawn = Withdrawn
material-begun = Begun
material-version = Version
material-version-number = Version { $number }
material-live-older = members read version { $number }
material-edit = Edit
material-form-lead = It is saved as a draft first, then handed in for review.
material-upload-lead = Word and Markdown become text; a PDF is shown page by page. Look through it before you hand it in.
material-source = Source
material-source-hint = For example: Regulations on Branch Work, 2018
material-source-is = Source: { $source }
material-source-length = At most 300 characters
material-text = Text
material-text-hint = Markdown works. Without it, an empty line makes a paragraph.
material-text-missing = Write the text
material-file = File
material-file-hint = .docx (at most 20 MB), .pdf or .md (at most 24 MB).
material-file-missing = Choose a file
material-file-kind = Only .docx, .pdf and .md files can be uploaded
material-other-kind = A text cannot become a PDF or the other way round. Begin another material.
material-import-head = The head of the file cannot be read
material-save = Save
material-preview = Preview
material-preview-lead = This is what members will see. It is not saved yet.
material-preview-back = Go on writing
material-help = Formatting
material-help-heading = Heading: begin the line with
material-help-list = List: begin the line with
material-help-bold = Bold: before and after the words
material-help-table = Table: each row as
material-changed-meanwhile = Somebody saved a newer version after you opened this page. What you wrote is below; compare, then save again.
material-meanwhile = Somebody just saved a newer version. What you wrote is kept below; saving again makes it the newest version.
material-meanwhile-theirs = What they saved
material-steps = Steps to publication
material-step-write = Written
material-step-review = Reviewed
material-step-publish = Published
material-next-submit = Hand it in when it is ready
material-next-submit-hint = Another person reads it before it can be published.
material-submit = Hand in for review
material-next-wait = Waiting for review
material-next-wait-hint = Reviewers can see it. You may still edit; the new version must be handed in again.
material-next-mend = Mend it and hand it in again
material-next-mend-hint = Your changes become a new version; the old one is kept.
material-mend = Edit
material-next-publish = Passed, ready to publish
material-next-publish-hint = Members of { $org } and below will be able to read it.
material-publish = Publish
material-next-nothing = Published
material-next-nothing-hint = Members of { $org } and below can read it.
material-as-member = See it as a member does
material-reviews = Reviews
material-versions = Versions
material-submitted-at = { $at } handed in
material-published-at = { $at } published
material-superseded-at = { $at } replaced by a newer version
material-withdrawn-at = { $at } withdrawn: { $reason }
material-withdraw = Withdraw
material-withdraw-hint = Members will no longer see it, and courses will say that it cannot be read for now.
material-withdraw-ask = Members will no longer see this material. Withdraw it?
material-reason = Reason
material-reason-missing = Write the reason
material-reason-length = At most 1000 characters
material-not-a-draft = This version was handed in or dealt with already
material-not-in-review = This version is not in review
material-own-work = You wrote part of this material. Somebody else must review it.
material-reviewed-already = You have reviewed this version already
material-not-approved = This version has not passed review
material-not-published = This material is not published
material-verdict-passed = Passed
material-verdict-passed-hint = Content, source and wording are right; it may be published.
material-verdict-returned = Returned
material-verdict-returned-hint = Say what must change.
flash-material-submitted = Handed in.
flash-material-published = Published.
flash-material-withdrawn = Withdrawn.
flash-material-uploaded = Saved as a draft. Look through it before you hand it in.
flash-material-reviewed = Your review is saved.

review-nav = Reviews
review-lead = Materials that wait for your review. Somebody else reviews your own.
review-none = Nothing to review now
review-none-next = What is handed in will stand here.
review-verdict = Your review
review-reason = Reason
review-reason-hint = Needed when you return it. The author can read it.
review-decide = Save review

## Reading

reading-all = All materials
reading-search = Find a material
reading-none = No materials yet
reading-none-next = What your organisations publish will stand here.
reading-none-found = Nothing found
reading-none-found-next = Try another word, or see all materials.
reading-outline = Contents
reading-page = Page { $number }
reading-page-text = Text of this page
reading-download = Download PDF
reading-go-on = Go on reading
reading-stopped-at = You stopped at “{ $place }”.
reading-stopped-at-page = You stopped at page { $number }.
reading-no-such-place = The text has no such place
reading-stands-in = Courses with this material
reading-whole = See the whole text

## Study

study-title = Study
study-lead = Only you can see how far you are.
study-courses = Courses
study-materials = New materials
study-minutes = about { $minutes } min
study-pages = { $pages } pages
study-part = A part of the text
study-day = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
study-day-of-year = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
study-course-finished = Course · finished
study-course-read = Course · read through
study-course-new = Course · { $units ->
    [one] one unit
   *[other] { $units } units
}
study-course-begun = Course · { $finished } of { $units } units finished
study-course-done = You have finished this course
study-course-read-through = You have read this course through
study-course-done-hint = You can come back to it at any time.
study-progress = { $done } of { $all } units finished
study-private = Only you can see this.
study-unit-place = Unit { $at } of { $all }
study-unit-done = Finished
study-unit-closed = This text cannot be read for now
study-unit-finished-on = Finished on { $day }
study-units = Units before and after
study-previous = Previous
study-next = Next
study-to-course = Back to the course
study-finish = I have read it
study-finish-hint = Say so when you have read it. Opening the page does not count, nor how long you take.
progress-other-unit = The number of this form was used already. Reload the page and try again.
progress-not-read = This unit is not read; finish it on its own page.
progress-not-published = This text cannot be read for now

## Courses

course-nav = Courses
course-index-lead = Put materials and tests in order, then plan them for those who need them.
course-new = New course
course-edit = Edit title and summary
course-search = Find by title
course-none = No courses
course-none-next = Begin a course, then put materials into it.
course-title = Title
course-title-missing = Write a title
course-title-length = At most 120 characters
course-summary = Summary
course-summary-hint = A sentence or two: what one can do afterwards.
course-summary-length = At most 500 characters
course-org-hint = Members of this organisation and below can take it.
course-units = Units
course-units-count = { $count ->
    [one] one unit
   *[other] { $count } units
}
course-state-draft = Not published
course-state-open = Published
course-state-withdrawn = Withdrawn
course-changed-meanwhile = Somebody changed it after you opened this page. What you wrote is kept; check it, then save again.
course-publish = Publish
course-published-already = This course is published already
course-not-published = This course is not published
course-empty = It needs at least one unit that can be done
course-plan = Plan it
course-withdraw = Withdraw course
course-withdraw-hint = Members will no longer see it and its plans rest. What was finished stays.
course-withdraw-ask = Members will no longer see this course. Withdraw it?
course-empty-title = No chapters yet
course-empty-next = Add a chapter below, then put materials or tests into it.
course-chapter-new = A new chapter
course-chapter-add = Add chapter
course-chapter-rename = Rename chapter
course-chapter-title = Title of the chapter
course-chapter-title-missing = Write a title
course-chapter-not-empty = This chapter holds units; move them first
course-too-long = Too many; make two courses of it
course-up = Move up: { $title }
course-down = Move down: { $title }
course-remove = Remove
course-remove-ask = Remove “{ $title }”? What members finished stays.
course-unit-add = Add unit
course-unit-reading = Materials
course-unit-what = What to put in
course-unit-what-hint = Only published materials can be chosen.
course-unit-next = Next step
course-unit-chosen = Chosen: { $title }
course-unit-other = Choose another
course-unit-title = Title of the unit
course-unit-title-hint = It may be shorter than the material's.
course-unit-title-missing = Write a title
course-unit-part = Which part
course-unit-part-hint = Of a long text you can take one part.
course-unit-whole = The whole text
course-unit-save = Add to course
course-unit-closed = Text withdrawn
course-unit-unknown = There is no such thing
course-unit-not-published = This material is not published, or not for this organisation
course-unit-no-such-heading = The text has no such part
course-unit-nothing = Nothing to put in yet
course-unit-nothing-next = Publish a material or a test first.
flash-course-published = Course published.
flash-course-withdrawn = Course withdrawn.

## Plans

plan-nav = Study plans
plan-index-lead = Give a course to those who need it, by a day.
plan-new = New plan
plan-new-lead = The course will stand on these members' first page.
plan-none = No plans yet
plan-none-next = Choose a course, then for whom it is.
plan-no-course = No course to plan yet
plan-no-course-next = Make a course and publish it first.
plan-course = Course
plan-for = For whom
plan-giver = Given by
plan-org = Organisation
plan-org-hint = Its members and those below.
plan-org-name = Or the full name of an organisation below it
plan-org-name-hint = Then only that one and those below it are meant.
plan-no-such-org = No organisation of that name below it
plan-org-not-clear = More than one organisation below it has that name; please write the full name
plan-kinds = Which members
plan-kinds-hint = None chosen means all.
plan-kind-general = members in general
plan-kind-rural = rural members
plan-kind-community = community members
plan-kind-agency = members in agencies
plan-kind-institution = members in public institutions
plan-kind-enterprise = members in enterprises
plan-kind-student = student members
plan-kind-young = young members
plan-kind-floating = floating members
plan-kind-secretary = branch secretaries
plan-kind-and = , { "" }
plan-audience = { $org }: { $kinds }
plan-audience-all = { $org }: all members
plan-opens = From
plan-due = By
plan-due-hint = After this day each member is reminded twice; no names are shown to others.
plan-due-before-open = Must not be before the first day
plan-due-passed = This day has passed
plan-course-unknown = There is no such course, or it is not published
plan-course-elsewhere = This course is not for that organisation
plan-give = Give plan
plan-show-lead = To be finished by { $day }.
plan-state-ahead = Not begun
plan-state-open = Open
plan-state-passed = Past its day
plan-state-withdrawn = Withdrawn
plan-count = What the branch learns
plan-count-above = How study goes stays in the branch; nothing is shown here.
plan-count-not-yet = After the day each member is reminded twice. One figure is given on { $day }.
plan-count-too-few = Fewer than 10 people, not shown
plan-count-shown = For { $meant } members; { $late } have not finished
plan-count-said = For { $meant } members; { $late } have not said that they have read it
plan-proves-nothing = This course is only read: “read” is each member's own word and proves no knowledge. To see what was learned, add a test to the course.
plan-count-as-of = As of { $day }, midnight; it does not change afterwards.
plan-count-note = A figure without names, and never passed upwards.
plan-withdraw = Withdraw plan
plan-withdraw-hint = It leaves the members' first page. What was finished stays.
plan-withdraw-ask = Withdraw this plan?
plan-withdrawn-already = This plan was withdrawn already
flash-plan-given = Plan given.
flash-plan-withdrawn = Plan withdrawn.
plan-kicker = Study plan · by { $day }
plan-kicker-today = Study plan · today is the last day
plan-kicker-passed = Study plan · { $day } has passed; you can still do it
plan-detail-new = { $all ->
    [one] One unit.
   *[other] { $all } units.
}
plan-detail = { $left } of { $all } units left.
plan-detail-next = { " " }The next takes about { $minutes } min.
plan-detail-reminded = { $left } units left; finish them when you find the time. Only you see this reminder.
plan-detail-reminded-again = { $left } units left. This is the second reminder and the last.
plan-begin = Begin
plan-go-on = Go on
material-desk = Materials
material-desk-review = { $count } waiting for your review
material-desk-returned = { $count } returned to be mended
material-desk-approved = { $count } passed and ready to publish
material-desk-see = See them
