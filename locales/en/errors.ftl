# What went wrong: what happened, what was not lost, what to do now.

error-summary = A few things need a change
error-required = This is needed
error-date = This is not a date, for example 2026-11-23
error-too-long = Too long; at most { $count } characters, please.
error-day-ahead = This day has not come; write it down afterwards.
error-number-between = A whole number from { $least } to { $most }, please.

error-not-found = This page is not here
error-not-found-next = The address may be incomplete, or the page may not be for you. Start again from the front page.
error-forbidden = This page needs a duty you do not hold
error-forbidden-next = Your account has no such duty. If you need it, ask the organisation department above you.
error-sign-in = Please sign in first
error-sign-in-next = You are not signed in, or no longer. Sign in and go on; everything saved is still here.
error-busy = Many people at once, one moment please
error-busy-next = This step has not been done yet; everything saved is still here. Try again in a few seconds.
error-full = The server has no space left
error-full-next = This step was not saved; everything saved before is still here. Please tell the administrator and try again later.
error-internal = Something went wrong
error-internal-next = It is our fault, not yours. Everything saved is still here. Try again in a moment; if it stays like this, tell the administrator the number below.
error-invalid = One thing needs a change
error-conflict = This cannot be done now
error-exists = The same thing is here already; there is no need to send it again.
error-other-site = This request did not come from a page of ours and was not carried out. Please do it again from our own page.
error-form-unreadable = The form did not arrive whole and was not saved. Go back one page and send it again; what you typed is still there.
error-too-large = This is too large and was not taken. Here at most { $limit } at once; send it in parts.
error-file-too-large = The file is too large; keep it under { $limit }
error-copy-postgres = Back up a PostgreSQL database with its own tools (pg_dump or pg_basebackup).

error-login-missing = Enter your mobile number or account name
error-login-taken = Somebody has this account name; please choose another
error-login-shape = An account name has 2 to 32 letters, digits or Chinese characters, and is not a number
error-mobile-shape = A mobile number has 11 digits
error-mobile-taken = Another account has this mobile number. You can leave it empty and use a slip later.
error-name-missing = Enter the name
error-org-missing = Enter the organisation's full name, at least two characters
error-place-missing = Say who uses this phone

error-password-missing = Enter the password
error-password-short = Too short: at least { $count } characters
error-password-long = Too long: at most { $count } characters
error-password-common = Too many people use this one and it is easily guessed; please choose another
error-password-own = Do not put your name or account name into the password
error-password-staff-short = With staff duties a password has at least { $count } characters
error-password-staff-mix = Use at least three of these: capitals, small letters, digits, other characters
error-password-again = The two are not the same; please enter them again
error-password-current = This is not your present password
error-password-same = The new password is the same as the present one

error-sign-in-wrong = The number or the password is wrong. { $left ->
    [one] One try left.
   *[other] { $left } tries left.
}
error-sign-in-closed = Too many wrong tries. To be safe, wait until { $until }. If it is urgent, ask your branch for a new slip.
error-sign-in-closed-short = Too many wrong tries; try again in half an hour
error-pin-missing = Enter your password
error-pin-wrong = That is wrong. { $left ->
    [one] One try left.
   *[other] { $left } tries left.
}
error-pin-closed = Five wrong tries: the six digits on this phone are closed. Sign in with your full password, or ask your branch for a new slip.
error-pin-digits = Enter 6 digits
error-phone-full = This phone has as many people as it may have. Somebody who no longer uses it has to leave first.

error-slip-code = The short code on the slip has 10 letters and digits; please copy it again
error-slip-wrong = The code and the name do not belong together. Enter the name exactly as on the slip.
error-link-used = This link was used already or has expired. Ask whoever sent it for another one.

error-slip-beyond = This person holds a duty beyond your own, so you cannot print their sign-in slip. Ask the organisation above to print it, or the security administrator for a one-time link. Nothing was changed.
error-account-beyond = This person also holds a duty outside the part you manage. The security administrator whose part covers all of their duties can do this. Nothing was changed.
error-link-no-duty = This person holds no staff duty now and needs no staff link. Give the duty first, then make the link; members sign in with a slip their branch prints.
error-invitation-outgrown = Your duties have changed since this was issued, and it is no longer good. Ask the security administrator for a new link.
error-account-own = You cannot close your own account
error-complaint-missing = Write what you want to say
error-complaint-long = Too long: at most { $count } characters
error-complaint-many = Much has been sent from here today. Come back tomorrow, or call the sponsor.
error-complaint-answered = This one has been answered already
error-reference-unknown = This number is not known; please copy it again
error-reason-missing = Say why
