# The inbox.

inbox-complaint = See the complaint
inbox-title = Messages
inbox-none = No messages yet.
inbox-new = New
inbox-trade = See the booking
inbox-money = See your money

mail-about = { $market }: { $about }
mail-from = A message from { $market }
mail-code = Your code for { $market }
mail-of = { $hours }, in { $place }
mail-see = See it here: { $link }
