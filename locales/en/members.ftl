## Roster import: template

roster-template-sheet = Member roster
roster-template-explanations = How to fill in
roster-template-column = Column
roster-template-need = Required
roster-template-how = How
roster-template-required = Required
roster-template-optional = Optional
roster-template-version = Template version { $version }
roster-note-name = As on the ID card. Parts of transcribed names are joined by “·”.
roster-note-id = 18 characters, the last may be X. Keep the cell as text, or the last digits turn to 0.
roster-note-code = Choose from the list, or write the code.
roster-note-posts = Secretary, deputy, commissioner or group leader, in Chinese, parted by 、.
roster-note-birth-date = As in the personnel file, such as 1980-01-05. Empty changes nothing; for a new member it is taken from the ID number.
roster-note-joined-on = The day the general assembly admitted the person, such as 2018-07-01.
roster-note-full-member-on = Required of full members, empty for probationary ones. Such as 2019-07-01.
roster-note-date = Such as 2020-01-05. 2020/1/5 and 2020年1月5日 are read as well.
roster-note-text = Empty changes nothing.
roster-note-mobile = A mobile number of 11 digits. Leave empty if there is none.
roster-note-phone = With the area code, such as 0871-65123456. Leave empty if there is none.
roster-note-branch = The full name of the branch, as in the system.
roster-note-yes-no = 是 or 否. Empty changes nothing; for a new member it means 否.
roster-note-computed = Leave it: the system works it out on export.

## Roster import: the workbook sent back

roster-reason-error = { $title } (column { $letters }): { $reason }
roster-reason-error-no-column = { $title }: { $reason }
roster-reason-warning = Note: { $title } (column { $letters }): { $reason }
roster-reason-warning-no-column = Note: { $title }: { $reason }

## Roster import: faults of the file

roster-file-no-header = No header was found. Use the template; its header names 姓名, 身份证号码 and so on.
roster-file-column-missing = The column “{ $title }” is missing.
roster-file-column-twice = The column “{ $title }” stands twice, again in column { $letters }. Remove one.
roster-file-column-unknown = Column { $letters }, “{ $title }”, is not part of the roster and will not be imported.
roster-file-no-rows = There is nothing under the header.

## Roster import: faults of a cell

roster-fault-missing-required = Not filled in.
roster-fault-formula-error = The formula has no result ({ $value }). Write the content itself.
roster-fault-text-too-long = Longer than { $other } characters. Shorten it.
roster-fault-name-too-long = The name is too long. Please check.
roster-fault-name-has-digits = The name has digits in it.
roster-fault-name-has-signs = The name has signs in it that do not belong there.
roster-fault-id-float-damaged = The office program took the number for a quantity and changed its last digits. Format the cell as text and write the number again.
roster-fault-id-length = It should have 18 characters.
roster-fault-id-characters = Only digits are allowed, and X at the end.
roster-fault-id-region = The first two digits are no province. Please check.
roster-fault-id-date = The birth date in the number does not exist. Please check.
roster-fault-id-check-digit = The number is wrong: its check character does not fit. Compare it with the ID card.
roster-fault-id-legacy = An old number of 15 digits, now written with 18. Please check.
roster-fault-id-repeated = The same number stands in row { $other }.
roster-fault-sex-contradicts-id = Differs from the ID number; imported as written. Please check.
roster-fault-birth-contradicts-id = Differs from the ID number; imported as written. Please check the personnel file.
roster-fault-date-unreadable = “{ $value }” does not say which day. Write it like 2020-01-05.
roster-fault-date-impossible = There is no such day as “{ $value }”.
roster-fault-date-ambiguous = “{ $value }” may be January or October. Write it like 2020-01-05.
roster-fault-day-assumed = Only year and month; imported as { $other }.
roster-fault-date-in-future = Later than today.
roster-fault-date-too-early = The date is too early. Please check.
roster-fault-date-order = Earlier than “{ $other }”.
roster-fault-joined-too-young = Not yet { $other } years old on that day.
roster-fault-full-before-joined = Earlier than the date of joining.
roster-fault-full-date-missing = A full member needs the date of full membership.
roster-fault-full-date-unexpected = A probationary member has no such date. If the person is a full member, change the category.
roster-fault-probation-length = Probation was neither a year nor a year with an extension. Please check.
roster-fault-probation-overdue = Probation ended long ago, but the category is still probationary. Please check.
roster-fault-unknown-code = “{ $value }” is not among the choices.
roster-fault-unknown-category = “{ $value }” is no kind of member. A roster has full and probationary members only.
roster-fault-not-yes-or-no = Write 是 or 否.
roster-fault-unknown-post = “{ $value }” holds an unknown post.
roster-fault-mobile-format = Not a mobile number of 11 digits.
roster-fault-phone-format = Does not look like a telephone number; imported as written. Please check.
roster-fault-branch-unknown = “{ $value }” was not found. Write the full name of the branch.
roster-fault-branch-ambiguous = There are several branches named “{ $value }”. Put the organisation above before it.
roster-fault-branch-to-create = “{ $value }” does not exist yet and will be created.
roster-fault-member-elsewhere = This person belongs to another branch already ({ $other }). A roster moves nobody; please use the move.
roster-fault-name-differs = In the system this number belongs to “{ $other }”. Correct the number; if the name has really changed, change it in the member’s record first and import again.
