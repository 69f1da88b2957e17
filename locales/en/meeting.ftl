# Meetings: called, told of, who is expected, who took part
meeting-nav = Organisation life
meeting-tab-list = Meetings
meeting-tab-year = The year
meeting-tab-branches = Branches
meeting-tab-talks = Talks
meeting-link = My meetings
meeting-link-note = When and where, and what was said
meeting-new = Call a meeting
meeting-from-paper = Enter from paper
meeting-choose = Which meeting
meeting-choose-lead = Choose one; time, place and agenda come next.
meeting-choose-paper = Which meeting was it
meeting-choose-paper-lead = A meeting that was held and written down on paper.
meeting-form-new = { $org }: call a meeting ({ $kind })
meeting-form-paper = { $org }: enter from paper ({ $kind })
meeting-form-lead = The agenda is filled in as usual; change it. Who is expected comes from the roll.
meeting-form-paper-lead = The meeting first, then who took part, then the minutes.
meeting-change = Change the meeting
meeting-title = Title
meeting-kind = Kind
meeting-starts = Begins
meeting-minutes = About how many minutes
meeting-place = Place
meeting-place-hint = For example: the meeting room on the second floor
meeting-link-remote = From afar
meeting-link-hint = The address or number of a video room. The room on this platform needs none.
meeting-agenda = Agenda
meeting-agenda-hint = One item a line.
meeting-proposals = Waiting for a vote
meeting-proposals-hint = Those you tick go onto the agenda and are voted on by the rules.
meeting-chair = Chair
meeting-lecturer = Lecturer
meeting-lecturer-hint = A committee member here or a secretary above. The secretary's lectures are counted by this.
meeting-lecturer-other = Somebody else
meeting-lecturer-not-here = Choose a committee member here or a secretary above.
meeting-recorder = Recorder
meeting-words = What the notice says besides
meeting-besides = Also
meeting-words-hint = For example: bring your notebook; if it rains, in the hall.
meeting-call = Call it
meeting-save = Save
meeting-enter-next = Save and enter who took part
meeting-own = Meetings
meeting-none = No meetings yet
meeting-none-next = They will stand here once called.
meeting-coverage = How those below have met in this period
meeting-coverage-note = How many branches have met this month or quarter. Open an organisation to look below.
meeting-col-org = Organisation
meeting-col-branches = Branches
meeting-col-name = Name
meeting-col-phone = Mobile
meeting-col-told = Told
meeting-stage = Stage
meeting-stage-called = Called
meeting-stage-cancelled = Cancelled
meeting-stage-open = In progress
meeting-stage-ended = Minutes to write
meeting-stage-submitted = Minutes to confirm
meeting-stage-sealed = Minutes confirmed
meeting-kind-general-assembly = General assembly
meeting-kind-branch-committee = Committee meeting
meeting-kind-group-meeting = Group meeting
meeting-kind-party-lecture = Party lecture
meeting-kind-theme-day = Themed party day
meeting-kind-org-life-meeting = Organisation-life meeting
meeting-kind-member-appraisal = Democratic appraisal
meeting-kind-democratic-life-meeting = Democratic-life meeting
meeting-kind-note-general-assembly = All members, usually once a quarter
meeting-kind-note-branch-committee = Committee members, usually once a month
meeting-kind-note-group-meeting = The group's members, usually once a month
meeting-kind-note-party-lecture = The secretary gives at least one a year
meeting-kind-note-theme-day = Once a month, on a fixed day
meeting-kind-note-org-life-meeting = At least once a year, with criticism and self-criticism
meeting-kind-note-member-appraisal = Once a year: self, mutual and secret appraisal, then an opinion
meeting-kind-note-democratic-life-meeting = The leading body, once a year
meeting-agenda-general-assembly =
    Study
    What became of the last decisions
    Discussion
    Vote
    Dues in and out
meeting-agenda-branch-committee =
    Recent work
    Items of today
    Who does what by when
meeting-agenda-group-meeting =
    Study
    The group's matters
    What each has done
meeting-agenda-party-lecture =
    Lecture
    Discussion
    Summing up
meeting-agenda-theme-day =
    Study
    One matter of the residents: who does it by when
    Volunteer service
    Summing up
meeting-agenda-org-life-meeting =
    Talks and opinions
    Problems of the committee
    Self-criticism and criticism, the secretary first
    What is mended by when
meeting-agenda-member-appraisal =
    Self-appraisal
    Mutual appraisal
    Secret rating
    The committee's opinion
meeting-agenda-democratic-life-meeting =
    Opinions heard
    The body's own examination
    Each member's, and criticism
    The higher committee's word
    What is mended by when
meeting-standing = On the list as
meeting-standing-expected = Expected
meeting-standing-left-out = Left out
meeting-standing-invited = Invited
meeting-attendance = Who took part
meeting-attendance-hall = In the hall
meeting-attendance-remote = From afar
meeting-attendance-written = Written opinion handed in before
meeting-attendance-excused = Excused
meeting-attendance-waived = Old or ill: no demand is made
meeting-attendance-none = Not entered
meeting-attendance-lead = { $expected } expected, { $attending } there, { $excused } excused. The recorder enters this; members never register themselves.
meeting-attendance-all = Whoever has no other choice below was in the hall
meeting-attendance-before = It has not begun: excuses and written opinions can be entered now, the rest once it has.
meeting-attendance-of = How { $name } took part
meeting-attendance-why = Reason (needed for an excuse)
meeting-attendance-why-of = Reason of { $name }
meeting-attendance-save = Save
meeting-note-invited = Invited
meeting-note-probationary = Probationary
meeting-note-no-vote = No vote
meeting-expected = Expected
meeting-expected-words = { $expected }, of whom { $voters } have a vote
meeting-attending = There
meeting-attending-words = { $attending }, of whom { $voters } have a vote; { $written } written opinions
meeting-invited = Invited
meeting-item-votes = To be voted on
meeting-vote-line = Vote on “{ $title }”: { $words }
meeting-handouts = Handouts
meeting-no-handouts = No handouts.
meeting-handout-add = Add a handout
meeting-handout-title = Name
meeting-handout-file = File
meeting-handout-file-hint = PDF, Word, Excel, PowerPoint, text or a picture, at most 10 MB.
meeting-handout-inside = Or an address within this platform
meeting-handout-inside-hint = For example /study/materials/…, never another site.
meeting-left-out = Left out of the expected number
meeting-left-out-note = Only in the cases of the regulation, with the assembly's consent and the higher organisation's approval.
meeting-left-out-no-will = Cannot express a will
meeting-left-out-abroad = Abroad at own expense for half a year or longer
meeting-left-out-sentence = Serving a sentence, or on probation within the Party
meeting-left-out-bedridden = Bedridden or severely disabled for long
meeting-left-out-should-transfer = Away for half a year or longer without a transfer
meeting-left-out-retired-elsewhere = Retired and living elsewhere for long
meeting-left-why = Case
meeting-left-words = Remark
meeting-left-approval = Consent and approval
meeting-left-approval-hint = For example: assembly of 3 Nov, approved by the town committee on 5 Nov
meeting-left-add = Leave somebody out
meeting-left-save = Leave out
meeting-left-back = Take back
meeting-left-take-in = Count again
meeting-choose-person = Choose a person
meeting-cancel = Cancel the meeting
meeting-cancel-why = Why
meeting-cancel-hint = Everybody on the list reads this.
meeting-cancelled-said = Cancelled
meeting-notice = Notice
meeting-notice-lead = Forward it, print it, ring people up. Nobody is asked whether they have read it.
meeting-forward = Words to forward
meeting-forward-note = No name stands in it. The link needs a sign-in.
meeting-forward-title = [{ $org }] { $title }
meeting-forward-when = When: { $when }
meeting-forward-where = Where: { $place }
meeting-forward-proposals = There will be votes; please come.
meeting-forward-link = More: { $link }
meeting-print = Print
meeting-to-meeting = Back to the meeting
meeting-phones = Phone list
meeting-phones-note = For those without a smartphone. Each member will see that their number was looked at.
meeting-phones-show = Show the phone list
meeting-mine = My meetings
meeting-mine-lead = The meetings you are expected at. The recorder notes who is there; you need not register.
meeting-mine-none = No meetings yet
meeting-mine-none-next = They will stand here once your branch calls one.
meeting-mine-past = Past
meeting-me = I
meeting-me-votes = Expected, with a vote
meeting-me-probationary = Expected; probationary members have no vote
meeting-me-no-vote = Expected, without a vote this time
meeting-me-invited = Invited
meeting-me-left-out = Not counted; you are welcome all the same
meeting-me-attendance = As the recorder noted
meeting-is-open = The meeting is in progress.
meeting-enter = Enter the room
meeting-look = See the agenda
meeting-today-open = { $kind } · in progress
meeting-today-today = { $kind } · today { $time }
meeting-today-soon = { $kind } · { $day } { $time }
meeting-today-cancelled = { $kind } · { $day } { $time } · cancelled
meeting-desk-confirm = Minutes wait for confirmation
meeting-desk-confirm-do = Look
meeting-desk-open = In progress
meeting-desk-open-do = Enter the room
meeting-desk-write = Held; minutes to write
meeting-desk-write-do = Write them
meeting-desk-past = Its time has passed
meeting-desk-past-do = Look
meeting-desk-soon = Soon
meeting-desk-soon-do = Look
meeting-day = { $weekday } { $day }/{ $month }/{ $year }
meeting-day-near = { $weekday } { $day }/{ $month }
meeting-weekday-1 = Mon
meeting-weekday-2 = Tue
meeting-weekday-3 = Wed
meeting-weekday-4 = Thu
meeting-weekday-5 = Fri
meeting-weekday-6 = Sat
meeting-weekday-7 = Sun
meeting-month-1 = Jan
meeting-month-2 = Feb
meeting-month-3 = Mar
meeting-month-4 = Apr
meeting-month-5 = May
meeting-month-6 = Jun
meeting-month-7 = Jul
meeting-month-8 = Aug
meeting-month-9 = Sep
meeting-month-10 = Oct
meeting-month-11 = Nov
meeting-month-12 = Dec
meeting-no-such-org = No such organisation, or outside your duties.
meeting-kind-not-here = This organisation does not hold that kind.
meeting-when-missing = Give the day and the time.
meeting-minutes-wrong = Give a number from 5 to 720.
meeting-starts-before = That time has passed. Use “Enter from paper” for a meeting that was held.
meeting-too-far-ahead = A year ahead at the most.
meeting-not-held-yet = That time has not come; use “Call a meeting”.
meeting-too-long-ago = Only meetings of the last two years.
meeting-where-missing = Give a place or a way from afar.
meeting-person-not-here = Choose somebody with a post there, or yourself.
meeting-person-not-on-list = Not on the list of this meeting.
meeting-agenda-empty = At least one item.
meeting-agenda-long = At most 30 items of 200 letters.
meeting-proposal-gone = One of them no longer waits; look again.
meeting-proposal-put-already = It was voted on already, or is being voted on.
meeting-too-many-people = More than 2,000 expected: hold a congress of delegates.
meeting-nobody-expected = Nobody on the roll would be expected; enter members first.
meeting-too-long = Too long; shorten it.
meeting-excuse-missing = Give the reason.
meeting-fewer-than-voted = “{ $title }” was decided with { $votes } votes; those who were there or had written cannot be fewer. Please check first.
meeting-no-such-item = No such item.
meeting-is-cancelled = It was cancelled and cannot be changed.
meeting-is-sealed = The minutes are confirmed. Add what is to be mended.
meeting-not-begun = It has not begun.
meeting-is-submitted = The minutes wait for confirmation; have them given back first.
meeting-not-ended = It has not ended.
meeting-has-begun = It has begun: time and place stay, and it cannot be cancelled.
meeting-not-submitted = The minutes were not handed in.
meeting-has-ended = It has ended.
meeting-opens-later = Too early: the room opens 12 hours before at the earliest.
meeting-vote-still-open = A vote is still open; close it first.
meeting-voted-already = There was a vote; the expected number stays.
meeting-not-quorate = Too few are there: { $expected } voters expected, { $there } there, { $least } needed. Enter who takes part first.
meeting-remark-other = This remark was sent with other words. Open the page again.
meeting-too-many-remarks = Too many remarks; write into the minutes.
meeting-too-many-handouts = At most 40 handouts.
meeting-handout-kind = PDF, Word, Excel, PowerPoint, text and pictures only.
meeting-handout-address = An address of this platform, beginning with /.
flash-meeting-called = Called. The notice is below, to forward or print.
flash-meeting-entered = Saved. Now enter who took part.
flash-meeting-changed = Changed.
flash-meeting-cancelled = Cancelled.
flash-meeting-left-out = The expected number is updated.
flash-meeting-handout = Added.
flash-meeting-attendance = Saved.
