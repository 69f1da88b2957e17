# One's own calendar
calendar-title = In your phone's calendar
calendar-note = Times and places appear there by themselves
calendar-lead = Add the address to your calendar; changes follow by themselves.
calendar-none = No address yet. It is yours alone: whoever has it sees your meetings.
calendar-make = Make an address
calendar-address = Your address
calendar-address-note = Do not pass it on. It names nobody else.
calendar-renew = Another address
calendar-renew-note = If somebody else knows it: the old one stops at once.
calendar-renew-ask = Calendars that use the old one must be added anew. Renew?
flash-calendar-made = Made.
