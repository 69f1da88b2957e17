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
home-staff-lead = Everything you can do is here.
home-staff-too = You also hold a duty.
home-to-staff = Go to work pages

nav-work = Work
nav-org = Organisation
nav-service = Service
nav-overview = Overview
nav-system = System
home-waiting = Right now
home-doors = What you can do
