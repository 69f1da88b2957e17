# The frame around every page, and the words of the shared parts.

shell-skip = Skip to the content
shell-sample = Sample city: people and events are made up
shell-tabs = Main navigation
shell-nav = Work navigation
shell-menu = Menu
shell-elder = Large type
shell-standard = Standard
shell-about = About this platform
shell-sign-out = Sign out
shell-home = Back to the start
shell-try-again = Try again
shell-offline-title = No network right now
shell-offline-kept = What you wrote is still on this phone. Nothing is lost.
shell-offline-then = It is sent once there is a signal. Materials you have downloaded can be read meanwhile.

ui-reference = Reference
