# Favored counterparties.

favorites-title = Sus favoritos
favorites-lead = Personas con las que volvería a tratar con gusto. Solo usted ve esta lista. Donde busca, puede ponerlas primero.
favorites-none = Todavía no tiene favoritos. Añada a alguien desde una reserva, o cuando revise una opción.
favorites-search = Encontrar a alguien por unas horas
favorites-since = Desde el { $moment }
favorites-remove = Quitar de la lista
favorites-add-name = Añadir a { $name } a sus favoritos
favorites-remove-name = Quitar a { $name } de sus favoritos
favorites-one = Está entre sus favoritos

refusal-favored-counterparties-yourself = Sus favoritos son para otras personas: elija a alguien más.
refusal-favored-counterparties-too-many = Puede tener { $most } favoritos a la vez: quite uno de la lista antes de añadir otro.

said-favored = Ya está entre sus favoritos.
said-unfavored = Ya no está entre sus favoritos.
