# The inbox.

inbox-complaint = Ver la reclamación
inbox-title = Mensajes
inbox-none = Todavía no hay mensajes.
inbox-new = Nuevo
inbox-trade = Ver la reserva
inbox-money = Ver su dinero

mail-about = { $market }: { $about }
mail-from = Un mensaje de { $market }
mail-code = Su código para { $market }
mail-of = { $hours }, en { $place }
mail-see = Véalo aquí: { $link }
