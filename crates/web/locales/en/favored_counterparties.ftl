favorites-title = Your favored counterparties
favorites-none = There is nothing here yet.
favorites-added = Since { $moment }
favorites-add = Add one
favorites-remove = Remove

refusal-favored-counterparties-too-many = You can have { $most } at once: remove one before you add another.
