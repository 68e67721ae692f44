# Goods in stock.

offering-left = Quedan
offering-restock = Cuántos hay ahora
offering-restock-go = Guardar

refusal-stock-too-few = Quedan solo { $left }: elija menos.
refusal-stock-no-pieces = Un pedido tiene al menos una pieza de cada cosa: escriba cuántas.
refusal-stock-not-this-many = Puede haber de 0 a { $most } piezas: escriba otro número.
refusal-stock-not-taken = Solo se devuelven piezas apartadas, y estas ya están libres: no tiene que hacer nada más.
