# Closing an account: what is erased, what stays, and what keeps it open.

closing-title = Cerrar su cuenta
closing-lead = Puede cerrar su cuenta cuando quiera, si no hay nada pendiente. No se puede deshacer.
closing-erased = Lo que se borra
closing-erased-person = Su nombre, correo, dirección, teléfono, fecha de nacimiento y contraseña. Los demás ven una raya en lugar de su nombre.
closing-erased-checks = Lo que los registros dijeron de usted
closing-erased-offers = Lo que ofrece se retira, con su descripción, su semana habitual y sus excepciones
closing-erased-photos = Sus fotos, salvo las que son parte de una reserva
closing-erased-inbox = Su bandeja, sus favoritos, su cuenta de banco, las calles y notas de sus reservas, y dónde tiene la sesión abierta
closing-stays = Lo que se queda
closing-stays-trades = Las reservas, los contratos, las reclamaciones y lo que se escribió de ello: también son de la otra parte, y muestran un número en lugar de usted
closing-stays-money = Cada movimiento de dinero, con un número en lugar de usted
closing-stays-title = Los títulos de lo que vendió o prestó, que están en los recibos de otras personas
closing-stays-why = Esto se queda porque la otra parte necesita una prueba de lo acordado y lo pagado, y porque las cuentas tienen que seguir completas para que cualquiera pueda revisarlas.
closing-download = Antes, guarde una copia de todo
closing-password = Su contraseña
closing-go = Cerrar mi cuenta para siempre
closing-not-yet = Todavía no
closing-see = Ir ahí

refusal-closing-money-left = Todavía hay { $money } suyos aquí: pida que se lo paguen, y después cierre la cuenta.
refusal-closing-not-begun = La cuenta siguió abierta entretanto: empiece de nuevo.
refusal-closing-payment-under-way = Hay dinero de camino desde su banco o hacia él: espere a que llegue, y después cierre la cuenta.
refusal-closing-trade-under-way = Una reserva suya no ha terminado: termínela o cancélela, y después cierre la cuenta.

said-closed = Su cuenta está cerrada, y lo que era personal está borrado.
