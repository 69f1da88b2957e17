# What a democratic appraisal came to: entered from paper, without who rated whom.
grade-title = Appraisal result
grade-lead = { $expected } expected; at most { $most } excellent (no more than { $share } of those expected).
grade-note = Enter what the meeting settled. How anybody rated anybody is not entered; leave blank whoever has no grade yet.
grade-of = Grade of { $name }
grade-none = None yet
grade-excellent = Excellent
grade-qualified = Qualified
grade-basic = Basically qualified
grade-unqualified = Not qualified
grade-words = Opinion (optional)
grade-words-of = Opinion on { $name }
grade-chosen = Excellent, chosen / at most:
grade-beyond = Too many
grade-save = Save the result
grade-too-many-excellent = At most { $most } may be excellent ({ $expected } expected, no more than { $share }); now there are { $count }. Change some and save again.
flash-meeting-grades = The result is saved.
