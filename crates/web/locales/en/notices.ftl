# The inbox.

inbox-complaint = See the complaint
inbox-title = Messages
inbox-none = No messages yet.
inbox-new = New
inbox-trade = See the booking
inbox-money = See your money
