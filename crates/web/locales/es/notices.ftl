# The inbox.

inbox-complaint = Ver la reclamación
inbox-title = Mensajes
inbox-none = Todavía no hay mensajes.
inbox-new = Nuevo
inbox-trade = Ver la reserva
inbox-money = Ver su dinero
