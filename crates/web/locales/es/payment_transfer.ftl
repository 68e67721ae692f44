# Payment transfer: money from and to a bank.

money-add-title = Añadir dinero
money-add-amount = Cantidad a añadir
money-add-hint = De su banco. En el mercado paralelo el banco es inventado y siempre dice que sí.
money-add = Añadir dinero
money-out-title = Retirar dinero
money-out-amount = Cantidad a retirar
money-out-hint = A su banco. No cuesta nada.
money-out = Retirar

notice-payment-deposit-done = Ya están en su saldo { $money } de su banco. Puede gastarlos.
notice-payment-deposit-failed = El banco no envió { $money }. No se tomó nada; pregunte a su banco y pruebe de nuevo.
notice-payment-payout-done = Se enviaron { $money } a su banco. Búsquelos en su cuenta del banco.
notice-payment-payout-failed = El banco no aceptó { $money }. El dinero volvió a su saldo; pregunte a su banco y pruebe de nuevo.

refusal-payment-transfer-not-this-amount = Puede mover más que cero y hasta { $most } de una vez: escriba una cantidad entre los dos.
refusal-payment-transfer-concluded-before = El banco ya respondió sobre este pago, y vale su primera respuesta: mire los movimientos de su dinero.

said-money-in = El dinero está en su saldo.
said-money-out = El dinero va camino de su banco.
said-money-waits = El banco tiene su pedido. Vuelva a mirar en un minuto.
