# Favored counterparties.

favorites-title = Your favorites
favorites-lead = People you would gladly deal with again. Only you see this list. Where you search, you can have them first.
favorites-none = You have no favorites yet. Add somebody from a booking, or when you check an option.
favorites-search = Find someone for some hours
favorites-since = Since { $moment }
favorites-remove = Take off the list
favorites-add-name = Add { $name } to your favorites
favorites-remove-name = Take { $name } off your favorites
favorites-one = One of your favorites

refusal-favored-counterparties-yourself = Your favorites are for other people: choose somebody else.
refusal-favored-counterparties-too-many = You can have { $most } favorites at once: take one off the list before you add another.

said-favored = This is now one of your favorites.
said-unfavored = This is no longer one of your favorites.
