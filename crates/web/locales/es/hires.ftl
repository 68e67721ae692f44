# Things and spaces.

front-more = Otra cosa
things-title = Alquilar una cosa
spaces-title = Usar un espacio
hires-sector = Qué
hires-post-code = Código ZIP cerca de usted
hires-from-day = Desde qué día
hires-from = Desde
hires-until-day = Hasta qué día
hires-until = Hasta
hires-radius = Hasta dónde va
hires-any-distance = Cualquier distancia
hires-go = Ver qué está libre
hires-none = No hay nada libre de este tipo entonces. Pruebe otras horas, otro tipo o más distancia.
hires-of = de { $name }
hires-bond = Depósito { $money }, vuelve
hires-bond-how = También paga el depósito. Vuelve solo, salvo que { $name } reclame una parte: con una foto, y antes se le pregunta a usted.
hires-owner = Dueño
hires-hold-how = Lo apartamos con este precio por unos minutos. Todavía no paga nada.
hires-hold = Apartar y continuar
invalid-hire = Elija un final después del comienzo, de 15 en 15 minutos y como mucho 400 días después.
hires-found = { $count ->
    [one] { $count } está libre
   *[other] { $count } están libres
}
hires-choose = Elegir: { $name }
