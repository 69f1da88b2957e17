# Rosters on their way in.

import-nav = Import
import-lead = Enter the members of a branch or a street with one table. It is checked first; you decide after looking.
import-template = Download the template
import-template-name = Member roster template
import-new = Bring a roster
import-org = Into which organisation
import-org-hint = The branches in the table stand below it. Its full name, or how it begins.
import-file = The file
import-file-hint = .xlsx or .csv, up to 10 MB and 5,000 people. Keep the column of ID numbers as text.
import-file-missing = Please choose a file
import-create-orgs = Create branches that are in the table and not here yet
import-check = Check
import-none = Nothing imported yet
import-none-next = Download the template, fill it in and upload it here.
import-before = Rosters so far
import-file-name = File
import-state = State
import-by = By
import-by-operator = The operator
import-at = When

import-state-checking = Being checked
import-state-preview = Waits for you
import-state-refused = The file is wrong
import-state-committing = Being imported
import-state-committed = Imported
import-state-cancelled = Cancelled
import-state-undoing = Being taken back
import-state-undone = Taken back

import-working = Working; { $count } rows to go. You can do something else and come back.
import-refused = This file cannot be imported. Please change it as said above and upload it again.
import-passed = rows are right
import-warned = rows to look at
import-failed = rows to mend
import-create = new members
import-update = members updated
import-unchanged = members unchanged
import-count-undone = taken back
import-count-kept = kept

import-decide = What now
import-decide-some = You can import the right rows now and send the others later, or cancel everything and come back.
import-decide-none = No row can be imported. Please mend them as said below and upload the table again.
import-decide-all = Every row can be imported. What is empty in the table leaves alone what is stored.
import-creates-orgs = Branches that are missing are created.
import-take-right = Import the { $count } right rows only
import-take-all = Import { $count } rows
import-cancel = Cancel everything
import-undo = Take this import back
import-undo-note = New members go, changed records get their old content. Whoever was changed, got a slip or took up a duty since stays.
import-undo-ask = The members this import brought will be gone. Take it back?

import-state-failed = Standing still, waits for you
import-failed-title = This roster was not taken in to the end
import-failed-next = What was written is not seen by anybody yet, and is not lost. Mend the cause and try again, or cancel everything: what was written is taken back.
import-failed-gone = The organisation or a branch of it is not there any more.
import-failed-again = It failed several times; the system may be busy.
import-retry = Try again
import-create-orgs-not-here = No branch can stand below this organisation. Choose the one above it, or create the branches first.
import-create-orgs-needs-duty = Creating branches takes a duty that manages organisations. Ask for them to be created, or leave this unticked.
import-changes = Who would be updated
import-changes-note = On the left what is stored, on the right what the roster says. Numbers and addresses are shown in part.
import-change = What changes
import-change-nothing = (empty)
import-change-hidden = { $shown } (differs where it is not shown)
import-returns = Left; is taken in again

import-faults = Which rows and cells
import-reasons = Download the table with reasons
import-reasons-note = Your own table with a last column of reasons and the wrong cells in red. Mend it and upload it again.
import-reasons-name = { $file }-reasons
import-row = Row
import-row-number = Row { $row }
import-result = Result
import-what = What to mend
import-not-taken = Not imported
import-to-look = Please look
import-colon = {": "}

import-not-in-this-state = The state of this import has changed; please look again.
import-branch-moved = A branch has just been moved; please try again.

flash-import-done = Imported.
flash-import-undone = Taken back.
flash-import-cancelled = Cancelled; nothing was changed.
import-desk = Roster · { $org }
import-desk-waits = Checked; waiting for your decision
import-desk-see = Decide
