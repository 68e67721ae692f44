# Libros de órdenes: horas de trabajo, demandas y ofertas, y lo que resulta de ellas.

books-title = Horas por libro
books-lead = Una hora de un tipo de trabajo, en un lugar, en una mañana, una tarde o un anochecer. Quien quiere horas dice lo más que paga, quien trabaja dice lo menos que acepta, y donde ambos coinciden se hace una reserva.
books-none = Ahora no hay ningún libro abierto. Abra uno para el trabajo que quiere o hace.
books-more = Los siguientes
books-open = Abrir un libro
books-open-lead = Hay un libro para cada tipo de trabajo, lugar, día y parte del día. Si alguien ya lo abrió, llegará a él.
books-open-go = Ir al libro
books-part = Parte del día
books-morning = mañana
books-afternoon = tarde
books-evening = anochecer
books-what = { $sector }, { $day }, { $part }, { $place }
books-traded = Sus libros
books-traded-none = Todavía no ha negociado en ningún libro.
books-collecting = Se reúne y luego se casa
books-continuous = Se negocia al momento
books-closed = Cerrado
books-best-ask = Se ofrece desde { $money } por hora.
books-best-bid = Se busca hasta por { $money } por hora.
books-no-ask = Ahora nadie ofrece horas.
books-no-bid = Ahora nadie espera horas.
books-closes = Admite órdenes hasta { $moment }
books-call-at = Se casa hacia { $moment }, a un solo precio para todos
books-an-hour = por hora, sin contar el recargo
books-offered = Se ofrece
books-wanted = Se busca
books-level = { $hours } a { $money } por hora
books-order = Enviar una orden
books-how = Le compromete. Lo que busca queda apartado con el recargo, a su precio; lo que cueste menos vuelve a ser suyo. Lo que ofrece sale de su calendario. Puede retirar una orden hasta que se case.
books-sign-in = Entre para enviar una orden
books-side = ¿Qué quiere hacer?
books-buy = Que me trabajen horas
books-sell = Trabajar horas
books-hours = Cuánto tiempo
books-price = Lo más que paga, o lo menos que acepta, por una hora
books-price-hint = En pasos de { $money }. El recargo se suma a lo que paga.
books-kind = Si no se casa al momento
books-kind-limit = Espera en el libro
books-kind-market = Se casa cerca del mejor precio y el resto se retira
books-kind-immediate = El resto se retira
books-kind-whole = Se casa entera y al momento, o nada
books-kind-post = Espera, y se retira si se fuera a casar al momento
books-street = Calle y número del trabajo
books-street-hint = Si le van a trabajar horas. Si lo deja vacío, los suyos, cuando están en el código postal.
books-order-go = Enviarla
books-offer-first = Para trabajar horas aquí, ofrezca antes este trabajo con su horario habitual.
books-own = Sus órdenes
books-own-bid = Busca { $hours } hasta por { $money } por hora
books-own-ask = Ofrece { $hours } desde { $money } por hora
books-own-left = Quedan { $hours }
books-own-open = { $count ->
    [one] { $count } orden está abierta.
   *[other] { $count } órdenes están abiertas.
}
books-own-set-aside = Aquí hay { $money } apartados.
books-take-back = Retirarla
books-stage-waiting = Ya le toca
books-stage-resting = En el libro
books-stage-filled = Reservada
books-ended-cancelled = Retirada
books-ended-expired = Se acabó su tiempo
books-ended-no-more = No había bastante con qué casar
books-ended-own-order = Coincidió con su propia orden
books-ended-halted = La negociación estaba detenida
books-ended-out-of-band = Demasiado lejos de los últimos precios
books-ended-would-trade = Se habría casado al momento
books-ended-bad-order = No se admite mientras se reúnen órdenes
books-last = Lo último negociado
books-traded-line = { $hours } a { $money } por hora, { $moment }
books-journal = { $count ->
    [one] { $count } ronda hasta ahora: lo que se pidió y lo que resultó es público, sin nombres.
   *[other] { $count } rondas hasta ahora: lo que se pidió y lo que resultó es público, sin nombres.
}
books-look-again = Ver cómo está ahora

said-order-placed = Está enviada y espera su turno.
said-order-leaves = Sale del libro cuando le toque; hasta entonces aún puede casarse.

notice-book-ended = { $hours } horas de su orden terminaron sin reserva. Lo apartado para ellas vuelve a ser suyo, y las horas que ofreció están libres.
notice-book-bought = Tiene { $hours } horas reservadas a { $each } por hora.
notice-book-sold = Vendió { $hours } horas a { $each } por hora: vea sus reservas.
notice-book-released = { $hours } horas que habían coincidido no se pudieron reservar: una regla ya lo prohíbe. No queda nada apartado para ellas.

refusal-bid-ask-not-that-day = Los libros admiten órdenes hasta la tarde anterior, con un máximo de { $most_days } días de antelación: elija otro día.
refusal-bid-ask-over = Este libro ya no admite órdenes: busque otro día.
refusal-bid-ask-not-so-many = Se envían { $most } órdenes a la vez como máximo: envíe menos.
refusal-bid-ask-full = En este libro no caben más órdenes: busque otro.
refusal-bid-ask-too-many-orders = En un libro se envían { $most } órdenes como máximo, y ya están enviadas: busque otro.
refusal-bid-ask-not-these-hours = Una orden es de 1 a { $most } horas: escriba otro número.
refusal-bid-ask-not-that-price = Los precios van en pasos enteros de { $tick }, hasta { $most } por hora: escriba otro.
refusal-bid-ask-not-that-long = Una orden espera unos minutos como mínimo y no más que su libro: diga otra duración, o ninguna.
refusal-bid-ask-no-time = Una orden que solo se casa al momento no espera: deje vacía la duración.
refusal-bid-ask-no-offering = Ofrezca antes este trabajo y nombre la oferta: así podrá trabajar horas aquí.
refusal-bid-ask-other-offering = En este libro ya hay horas de otra oferta suya: nombre esa.
refusal-bid-ask-too-few-free = Tiene { $free } horas libres en esa parte del día: ofrezca esas, o cambie su horario.
refusal-bid-ask-no-such-order = Aquí no tiene ninguna orden así que se pueda retirar.

moved-order = Apartado para órdenes en un libro
moved-order-over = Órdenes en un libro: otra vez libre
inbox-book = Ver el libro
