favorites-title = Su lista: favored counterparties
favorites-none = Todavía no hay nada aquí.
favorites-added = Desde el { $moment }
favorites-add = Añadir
favorites-remove = Quitar

refusal-favored-counterparties-too-many = Puede tener { $most } a la vez: quite algo antes de añadir más.
