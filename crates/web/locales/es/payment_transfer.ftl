# Payment transfer: money from and to a bank.

money-add-title = Añadir dinero
money-add-amount = Cantidad a añadir
money-add-hint = De su banco. En el mercado paralelo el banco es inventado y siempre dice que sí.
money-add = Añadir dinero
money-out-title = Retirar dinero
money-out-amount = Cantidad a retirar
money-out-hint = A su banco. No cuesta nada.
money-out = Retirar

money-out-all = Retirar todo: { $money }
money-out-part = Retirar una parte
bank-title = Su cuenta bancaria
bank-how = A dónde va su dinero cuando lo retira. El número solo lo recibe el banco: aquí se guarda el final, para que usted la reconozca.
bank-holder = Nombre en la cuenta
bank-holder-hint = Como lo escribe su banco.
bank-code = Número de ruta
bank-code-hint = Nueve cifras, al pie de un cheque. Déjelo vacío si tiene un IBAN.
bank-number = Número de la cuenta
bank-number-hint = Los espacios y guiones no molestan.
bank-name = Añadir mi cuenta bancaria
bank-change = Cambiar la cuenta
bank-none = Diga primero a dónde irá su dinero.
bank-confirmed = A su cuenta que termina en { $ends_in }.
bank-asked = Preguntamos al banco si conoce su cuenta que termina en { $ends_in }. Mire otra vez en un minuto.
bank-unknown = El banco no conoce la cuenta que termina en { $ends_in }: escríbala otra vez.
payment-on-its-way = En camino
payment-arrived = Llegó
payment-came-back = Volvió

notice-bank-account-confirmed = Su cuenta bancaria que termina en { $ends_in } está confirmada. Ya puede retirar dinero a ella.
notice-bank-account-unknown = El banco no conoce la cuenta que termina en { $ends_in }. Mire el número y escríbala otra vez.
notice-payment-deposit-done = Ya están en su saldo { $money } de su banco. Puede gastarlos.
notice-payment-deposit-failed = El banco no envió { $money }. No se tomó nada; pregunte a su banco y pruebe de nuevo.
notice-payment-payout-done = Se enviaron { $money } a su banco. Búsquelos en su cuenta del banco.
notice-payment-payout-failed = El banco no aceptó { $money }. El dinero volvió a su saldo; pregunte a su banco y pruebe de nuevo.

refusal-payment-transfer-not-this-amount = Puede mover más que cero y hasta { $most } de una vez: escriba una cantidad entre los dos.
refusal-payment-transfer-concluded-before = El banco ya respondió sobre este pago, y vale su primera respuesta: mire los movimientos de su dinero.

refusal-payment-transfer-not-a-number = El número de una cuenta bancaria tiene de { $least } a { $most } letras y cifras: mírelo otra vez.
refusal-payment-transfer-not-a-bank-code = Este no es un número de ruta: revise sus nueve cifras.
refusal-payment-transfer-no-bank-code = Este número no dice de qué banco es: escriba también su número de ruta.
refusal-payment-transfer-no-rail = Todavía nada lleva dinero entre los bancos y este mercado, así que no se puede ingresar ni retirar: pregunte a quien lo administra cuándo empieza.
refusal-payment-transfer-no-bank-account = El dinero se retira a una cuenta bancaria suya: escríbala primero.
refusal-payment-transfer-unconfirmed-bank-account = El dinero se retira a una cuenta que el banco conoce, y todavía no ha confirmado la que termina en { $ends_in }: espere un minuto o escríbala otra vez.

said-bank-named = Hemos preguntado al banco por su cuenta. Podrá retirar dinero cuando diga que sí.
said-money-in = El dinero está en su saldo.
said-money-out = El dinero va camino de su banco.
said-money-waits = El banco tiene su pedido. Vuelva a mirar en un minuto.
