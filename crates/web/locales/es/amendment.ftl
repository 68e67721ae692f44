# Amendment: calling off.

trade-cancel-title = Cancelar
trade-cancel-open = Cuánto costaría cancelar
trade-cancel = Cancelar esta reserva
trade-cancel-free = No cuesta nada hasta el { $moment }. Todo su dinero vuelve.
trade-cancel-late = Ahora cuesta { $due }. Le devuelven { $back }.
trade-cancel-seller = { $name } recupera todo el dinero, y su historial muestra que usted canceló.

said-cancelled = La reserva está cancelada.
