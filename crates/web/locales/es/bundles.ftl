chains-title = Varias cosas a la vez
chains-lead = Lo que necesita a la vez varias personas, cosas y mercancías: diga para qué es y vea opciones completas, cada una con un solo precio. Todo se reserva junto, o nada.
chains-none = Todavía no hay plantillas.
chains-demo = Un ejemplo: nadie que conozca el oficio lo ha firmado.
chains-source = Quién lo dice: { $source }
chains-between = De { $least } a { $most }.
chains-where = Código postal donde se trabaja
chains-day = Primer día
chains-from = Desde qué hora
chains-until = Hasta qué hora cada día
chains-parts = Cambiar de qué se compone
chains-parts-how = Deje vacío lo que deba quedar como está.
chains-count = Cuántos
chains-minutes = Durante cuántos minutos
chains-go = Buscar opciones completas
chains-change = Cambiar la búsqueda
chains-found = { $count ->
    [one] Una opción completa
   *[other] { $count } opciones completas, la más barata primero
}
chains-nothing = No hay ninguna opción completa
chains-no-fit = Hay algo para cada parte, pero no a horas que encajen: elija otro día o más tiempo.
chains-missing = De esto no hay nada entonces:
chains-too-many = Se reservan juntas { $most } cosas como máximo: pida menos.
chains-cut = Puede haber más: no se miraron todas las combinaciones.
chains-option = { $number }. { $way }: { $money } en total, { $count ->
    [one] una reserva
   *[other] { $count } reservas
}
chains-pieces = { $count ->
    [one] una unidad
   *[other] { $count } unidades
}
chains-hold-title = Reservar una de ellas
chains-which = Cuál
chains-which-wrong = Elija una de las opciones.
chains-sign-in = Entre para reservar una
chains-hold = Reservar todo unos minutos
chains-hold-how = Todavía no se paga nada. Todo queda reservado unos minutos para que pueda mirarlo y aceptarlo. Las fianzas de lo que se alquila van aparte y se devuelven.

bundles-own = Lo que tiene junto
bundles-none = Todavía no ha reservado varias cosas juntas.
bundles-bookings = Sus reservas
bundle-title = Varias cosas juntas
bundle-stage-held = Apartado
bundle-stage-lapsed = Soltado
bundle-stage-booked = Reservado
bundle-stage-repair = Falta una
bundle-stage-broken = Abandonado
bundle-stage-ended = Terminado
bundle-members = Lo que incluye
bundle-member-lost = Cancelado por quien vende
bundle-member-replaced = Cancelado y sustituido
bundle-bond-besides = y una fianza
bundle-pays = Paga en total
bundle-held-until = Apartado hasta { $until }.
bundle-repair-until = Elija otra hasta { $until }; si no, se cancela lo que queda.
bundle-is-booked = Todo está reservado.
bundle-is-lapsed = Se soltó y no se debe nada.
bundle-is-broken = Se canceló lo que podía cancelarse. Quien lo rompió debe lo que costó.
bundle-is-ended = Todo ha terminado.
bundle-agree-how = Con una sola palabra se reserva todo. Lo que paga, y las fianzas de lo que se alquila, se toman de su dinero y quedan retenidos hasta que tenga lo que reservó.
bundle-agree = Reservar todo por { $money }
bundle-release = Soltar todo
bundle-replace-title = Elegir otra opción: { $what }
bundle-replace-none = No hay nadie más a esa hora.
bundle-replace-which = Cuál
bundle-replace-wrong = Elija una.
bundle-replacement = { $name }, { $money }
bundle-replace = Reservarla en su lugar
bundle-give-up-title = O abandonarlo
bundle-give-up-how = Se cancela lo que queda y no ha empezado. Paga { $money } por ello, y quien lo rompió le debe lo mismo.
bundle-give-up = Abandonarlo

said-bundle-held = Todo queda apartado para usted.
said-bundle-booked = Todo está reservado.
said-bundle-released = Queda soltado.
said-bundle-replaced = Hay otra reserva en su lugar.
said-bundle-given-up = Queda abandonado.

inbox-bundle = Ver todo

invalid-template = No existe esa plantilla: mire cuáles hay en varias cosas a la vez.
invalid-answers = Escriba cada respuesta con su nombre, dos puntos y un número, separadas por comas: rooms:3.

notice-bundles-booked = Todo está reservado: { $members } reservas, por las que paga { $pays }. El dinero queda retenido hasta que tenga lo que reservó.
notice-bundles-lost = Quien vende canceló una de sus reservas. Elija otra hasta { $until }; si no, se cancela lo que queda de la cadena.
notice-bundles-broken = Su cadena terminó: lo que podía cancelarse se canceló, por { $money }. Quien la rompió le debe lo mismo.
notice-bundles-amends = Canceló parte de una cadena y nada ocupó su lugar: debe { $money } por lo que costaron las demás.

refusal-bundles-not-these-members = Se reservan juntas de { $least } a { $most } cosas: elija más o menos.
refusal-bundles-bad-member = El número { $number } no encaja: elija una hora para trabajos y alquileres, y cuántas unidades para mercancías.
refusal-bundles-several-currencies = Se pagan en varias monedas: elija lo que se paga en una sola.
refusal-bundles-bundle-not-now = Esto no se hace ahora: mire de nuevo en qué punto está.
refusal-bundles-total-changed = El precio de todo es ahora { $pays }: mírelo de nuevo antes de aceptar.
refusal-bundles-bundle-over = El tiempo para esto terminó: mire de nuevo cómo acabó.
refusal-bundles-not-lost = Ahí no falta nada: mire de nuevo qué falta.
refusal-bundles-another-sector = Es de otra clase que lo que se perdió: elija algo de la misma clase.
