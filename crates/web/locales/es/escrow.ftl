# Escrow: booking, the statement, why money moved, and receipts.

receipt-title = Recibo
receipt-number = Número { $number }
receipt-ladder = Adónde fue el dinero
receipt-check = Cualquiera puede comprobar este recibo con el código
receipt-print = Imprimir este recibo
receipt-paid = { $name } pagó { $money }, { $moment }.
receipt-received = { $name } recibió { $money }, { $moment }.

statement-title = Su dinero
statement-available = Puede gastar
statement-pot = En su apartado de impuestos
statement-reserved = Apartado: en camino a su banco, o para sus pujas, compromisos, peticiones y ofertas
statement-empty = Todavía no tiene dinero aquí.
statement-year = El año { $year }
statement-csv = Para una hoja de cálculo (CSV)
statement-print = Imprimir esta página
statement-paper-how = Un resumen de sus propios movimientos aquí, para sus papeles. No es un formulario de impuestos.
statement-sum = { $month } en total
statement-opening = Al empezar
statement-closing = Al terminar
statement-day = Día
statement-time = Hora
statement-what = Qué
statement-amount = Importe
statement-balance = Saldo
statement-currency = Moneda
statement-account = Cuenta
statement-why = Por qué
statement-booking = Reserva
statement-trade = { $other }, { $what }
statement-to-bank = A su cuenta bancaria que termina en { $ends_in }
statement-dealings = Con quién
statement-with = Quién
statement-received = Usted recibió
statement-paid = Usted pagó
statement-bookings = { $count ->
    [one] 1 reserva
   *[other] { $count } reservas
}
statement-moves = Movimientos
statement-none = Todavía no hay movimientos.

moved-void = De vuelta del banco, que no lo aceptó
moved-bid = Apartado para una puja
moved-bid-over = Libre otra vez: la puja ya no va primero, o terminó
moved-listing-offer = Apartado para una oferta
moved-listing-offer-over = Libre otra vez: la oferta se respondió o se retiró, o terminó
moved-pledge = Apartado para un compromiso
moved-pledge-over = Libre otra vez: el compromiso se cambió o se retiró, o terminó
moved-deposit = De su banco
moved-payout = A su banco
moved-funding = Pagado por una reserva, y guardado hasta que esté hecha
moved-share = Parte del mercado
moved-charge = Impuesto o cargo
moved-withholding = A su apartado de impuestos
moved-subsidy = Pagado por un fondo
moved-refund = Devuelto de una reserva
moved-pay = Pago
moved-bond = Depósito
moved-principal = Préstamo
moved-amends = Compensación

refusal-ledger-insufficient = El dinero tiene que estar en su saldo antes de gastarlo: ponga { $missing } más y pruebe de nuevo.
refusal-ledger-nothing-to-move = Un pago tiene que mover algo de una cuenta a otra: escriba una cantidad mayor que cero.
refusal-ledger-not-pending = Este dinero ya se pagó o se devolvió, y eso pasa una sola vez: mire los movimientos de su dinero.
refusal-ledger-more-than-reserved = No se puede pagar más de lo apartado: elija { $reserved } o menos.

said-booked = Está reservado, y su dinero queda guardado hasta que esté hecho.
said-extended = Tiene más tiempo desde ahora.
said-let-go = Lo dejó. No paga nada.
