# Members: the list, the record, where they belong.

member-nav = Members
member-new = New member
member-where = In which organisation
member-everywhere = All organisations I look after
member-search = Find a member
member-search-hint = Name, pinyin, initials, full ID number or mobile
member-sort = Order
member-sort-pinyin = By pinyin
member-sort-stroke = By strokes
member-total = { $count ->
    [one] { $count } member
   *[other] { $count } members
}
member-total-guests = { $count } members, and { $guests } floating or second members taken in
member-total-many = Many people. Write a few more letters, or choose an organisation first.
member-first-page = Back to the first page
member-none = No members here yet
member-none-next = Enter them one by one, or bring them in with a table.
member-none-found = Nobody found
member-none-found-next = Please check the spelling. A large range is searched by the beginning of names; in one organisation any part of a name is found.
member-choose-an-org = You look after organisations in many places. Please choose one.
member-no-home = Belongs to no branch yet
member-away = Floating

member-export-name = Members
member-export-masked = Export the table
member-export-masked-note = ID numbers, phones and addresses are shown in part. At most 20,000 people.
member-export-open = Export in full
member-export-open-note = Full ID numbers, phones and addresses are for work only. This is recorded.
member-export-why = Why you need it in full
member-export-too-many = More than 20,000 people. Please choose an organisation and export in parts.

member-group-place = Organisation
member-group-person = Person
member-group-party = Membership
member-group-work = Education and work
member-group-contact = Contact

member-full-name = Name
member-id-number = ID number
member-sex = Sex
member-ethnicity = Ethnicity
member-birth-date = Date of birth
member-native-place = Native place
member-education = Education
member-degree = Degree
member-school = School
member-major = Major
member-member-category = Kind of member
member-party-status = Standing
member-branch = Branch
member-applied-on = Applied
member-activist-on = Activist since
member-candidate-on = Candidate since
member-joined-on = Joined
member-full-member-on = Full member since
member-join-type = How joined
member-post-category = Kind of work
member-work-started-on = Began to work
member-work-unit = Work unit and post
member-mobile = Mobile
member-phone = Phone
member-residence = Lives at
member-household-place = Registered at
member-flow-state = Floating member
member-party-posts = Party posts
member-audience = Kind for study and tests
member-audience-hint = Study and tests are given to kinds of member. Without a choice the branch decides.
member-audience-by-branch = By the branch
member-audience-general = General
member-audience-rural = Rural
member-audience-community = Community
member-audience-agency = Agency
member-audience-enterprise = Enterprise
member-audience-institution = Institution
member-audience-student = Student

member-category-full-member = Full member
member-category-probationary-member = Probationary member
member-born-age = { $day } (aged { $age })
member-full-since = { $day } ({ $years } years of standing)
member-list-comma = {", "}

member-edit = Change { $name }
member-save = Save
member-choose = Please choose
member-date-hint = For example 2020-01-05
member-posts-hint = Secretary, deputy and so on, as in the roster; several are parted by commas.
member-sealed-keep = Now { $mask }. Leave empty to keep it.
member-sealed-keep-or-clear = Now { $mask }. Leave empty to keep it; write 无 to clear it.
member-both-kept = Somebody else changed this record while you were writing. What you typed is in the table below. Please compare, then save.
member-field = Field
member-stored-now = Stored now
member-you-typed = You typed
member-changed-meanwhile = Somebody else has just changed this record, so nothing was saved. What you typed is still here.
member-id-taken = Another member has this ID number. Please check it; if it is the same person, their branch transfers them.

member-places = Belonging
member-belongs-home = Home
member-belongs-floating = Floating, taken in
member-belongs-second = Second organisation
member-since = since { $day }
member-from-until = { $from } to { $until }
member-end = End
member-end-ask = { $name } no longer belongs to { $org }. Is that right?
member-move = Move to another branch
member-move-to = To which branch
member-join-too = Join another organisation
member-join-as = As what
member-join-where = Which organisation
member-org-hint = The full name of the branch, or how it begins.
member-from-day = From which day
member-day-hint = Today when left empty.
member-no-such-org = There is no such organisation in what you look after
member-several-orgs = There are several of these; please write the full name
member-org-takes-none = Members belong to a branch or a group
member-belongs-there-already = Belongs there already
member-has-a-home = Has a home branch already; please use the move
member-left-already = This has ended already
member-day-in-future = Not later than today
member-day-before-joining = Not before the day of joining

member-duties = Duties
member-slip = Print a sign-in slip
member-history = History
member-history-note = Who saw something in full or changed the record, and when. The member sees this too.
member-seen-once = Shown this once
member-nothing-known = Nothing is recorded

member-reason-identity = To check the identity
member-reason-contact = To reach the person
member-reason-transfer = For a transfer
member-reason-report = For a report
member-reason-other = Another reason (please write it)
member-reason-in-words = The reason in words
member-reason-and-words = { $reason }: { $words }
member-reason-long = Please keep the reason below 200 characters

member-act-member-create = Entered the record
member-act-member-import = Brought in by a roster
member-act-member-edit = Changed: { $fields }
member-act-member-unmask = Saw in full: { $fields }
member-act-belonging-join = Joined an organisation
member-act-belonging-leave = Left an organisation
member-act-belonging-move = Moved to another branch
member-act-slip-issue = Printed a sign-in slip
member-act-duty-assign = Took up a duty
member-act-duty-end = Gave up a duty
member-act-other = Something was changed

member-own = My record
member-own-lead = This is what the platform holds about you.
member-own-none = There is no member record of yours yet
member-own-none-next = You will see it once your branch has entered it. Please ask the secretary.
member-own-wrong = Something wrong? Tell your branch
member-own-tell = { $branch }: { $contact }
member-own-tell-branch = Please tell the secretary or the organisation commissioner of your branch; they can change it.
member-own-history = Who saw and changed it
member-own-history-note = ID number, phone and address are usually shown in part. When somebody saw them in full, it says here who, when and why.

flash-member-entered = Entered.
flash-member-moved = Moved to the other branch.
flash-member-left = Ended.
