# The front pages.
home-greeting-night = Good evening, { $name }
home-greeting-early = Good morning, { $name }
home-greeting-morning = Good morning, { $name }
home-greeting-noon = Hello, { $name }
home-greeting-afternoon = Good afternoon, { $name }
home-greeting-evening = Good evening, { $name }
home-nothing-due = Nothing needs doing today.
home-due = { $count ->
    [one] One thing today.
   *[other] { $count } things today.
}
home-due-minutes = { $count ->
    [one] One thing today, about { $minutes } minutes.
   *[other] { $count } things today, about { $minutes } minutes.
}
home-empty = Courses to take and tests to sit will stand here
home-empty-next = You will see them once your branch has planned some. Meanwhile, look through the study materials.
home-to-study = See the materials
home-next = Coming up
home-staff = Work
home-staff-too = You also hold a duty.
home-to-staff = Go to work pages

nav-work = Work
nav-org = Organisation
nav-members = Members
nav-grow = Growing
nav-service = Service
nav-overview = Overview
nav-system = System

home-staff-waiting = { $count ->
    [one] One thing waits for you.
   *[other] { $count } things wait for you.
}
home-staff-nothing = Nothing waits for you now.
home-staff-empty = All done
home-staff-empty-next = What has to be reviewed, decided or answered appears here. Everything else is in the navigation.
home-staff-to = Go to { $page }
home-staff-then = Then
home-staff-others = { $count } more, on their own pages.
home-staff-going-on = Going on
desk-see = Look
desk-jobs = { $count ->
    [one] One job has failed
   *[other] { $count } jobs have failed
}
desk-complaints = { $count ->
    [one] One complaint waits for an answer
   *[other] { $count } complaints wait for an answer
}
desk-chain = The audit log does not fit somewhere
desk-rule = A rule, waiting for your agreement
