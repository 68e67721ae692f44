# Calendars: bookings in other programs.

calendar-title = Bookings in my calendar
calendar-lead = A calendar program can show your bookings by itself: give it an address that is yours alone.
calendar-address = Your address
calendar-address-how = Copy it now: it stands here this once. In your calendar program choose “subscribe” or “add by address”.
calendar-made = Your address was made { $moment }.
calendar-make = Make an address
calendar-anew = Make a new address; the old one ends
calendar-end = End the address
calendar-what = Whoever has the address can read when and where you are booked, with whom, and nothing else. Nobody can change anything with it. End it when it got into wrong hands.

said-calendar-ended = The address leads nowhere now.

today-title = Today and tomorrow
today-today = Today
today-tomorrow = Tomorrow
today-none = Nothing is booked.
today-call = Call { $name }: { $phone }
today-kept = As of { $moment }. Your phone can show this page without a connection, until you sign out.
today-all = All bookings
