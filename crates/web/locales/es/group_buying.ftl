# Compra en grupo: grupos, compromisos y lo que resulta de ellos.

pools-title = Comprar en grupo
pools-lead = Cuantas más piezas se comprometen, menos cuesta cada una. Al final todos pagan el mismo precio, o nadie paga nada.
pools-none = Ahora no se compra nada en grupo. Vuelva a mirar mañana, o abra usted un grupo con algo que ofrece.
pools-selling = Lo que vende a grupos
pools-selling-none = Todavía no ha abierto ninguno. Empiece por algo que ofrece.
pools-pledged = A lo que se ha comprometido
pools-pledged-none = Todavía no se ha comprometido a nada.
pools-more = Los siguientes
pools-price = { $money } por pieza ahora
pools-price-first = { $money } por pieza, cuando se comprometan suficientes
pools-price-was = { $money } por pieza
pools-price-none = No se alcanzó ningún precio
pools-pieces = { $count ->
    [one] { $count } pieza
   *[other] { $count } piezas
}
pools-so-many = { $pieces } en compromisos.
pools-next = { $pieces } en compromisos. { $missing } más, y cada una cuesta { $money }.
pools-yours = lo suyo: { $pieces }
pools-closes = termina { $moment }
pools-closed = terminó { $moment }
pools-you-pledged = Se ha comprometido
pools-bought = Es para usted
pools-released = No se alcanzó: su compromiso queda libre
pools-refused = No se pudo reservar para usted
pools-reached = Alcanzado
pools-missed = No alcanzado
pools-called-off = Cancelado
pools-now = por pieza ahora
pools-first = por pieza, cuando se comprometan suficientes
pools-was = por pieza al final
pools-would-have-been = por pieza, si se hubieran comprometido suficientes
pools-see-booking = Ver la reserva
pools-tiers = Precios
pools-tier = Desde { $pieces }: { $money } cada una
pools-tier-reached = Alcanzado
pools-seller = Vende
pools-seller-has = { $name }, { $pieces }
pools-delivery = Por llevarlo
pools-locks = Los compromisos se retienen desde
pools-own = Se ha comprometido a
pools-own-most = Lo más que paga por una pieza
pools-set-aside = Apartado para ello
pools-own-seller = Compraría a
pools-pledge = Comprometerse
pools-change = Cambiar su compromiso
pools-how = Se aparta lo que cuestan sus piezas al primer precio, o a su máximo, con el recargo; nunca paga más, y lo que cueste menos vuelve a ser suyo. Puede retirarlo hasta { $time } antes del final; después, solo mientras no dependa de él un precio ya alcanzado.
pools-sign-in = Entre para comprometerse
pools-how-many = Cuántas piezas
pools-from-to = De { $least } a { $most }.
pools-from-to-in-all = De { $least } a { $most }. Las menos cuestan como mucho { $money } en total, con el recargo.
pools-most-each = Lo más que paga por una pieza
pools-most-each-hint = Puede dejarlo vacío: entonces paga cualquiera de los precios. Si es menos que el precio final, su compromiso queda libre.
pools-withdraw = Retirar su compromiso
pools-call-off = Cancelarlo
pools-look-again = Ver cómo está ahora

pool-new = Venderlo a un grupo
pool-new-title = Vender a un grupo: { $title }
pool-new-lead = Cuantas más piezas se comprometen, menos cuesta cada una. Todos pagan el precio que se alcanza al final; si no se alcanza ninguno, no vende nada. Mientras tanto no están a la venta de otro modo.
pool-new-tier-count = Precio { $number }: desde cuántas piezas
pool-new-tier-each = Precio { $number }: por pieza
pool-new-more-tiers = Más precios
pool-new-meant = ¿Está seguro?
pool-new-meant-yes = Sí, sé que una pieza menos me daría más
pool-new-pieces = Cuántas piezas hay en total
pool-new-left = Le quedan { $left }. Cuando todas estén comprometidas, termina al momento.
pool-new-least = El mínimo para cada comprador
pool-new-most = El máximo para cada comprador
pool-new-most-hint = Para que nadie se lo lleve todo.
pool-new-length = Cuánto dura
pool-new-length-hint = En los últimos { $time } no puede cancelarlo, y los compromisos de los que depende un precio se mantienen.
pool-new-joinable = Otros vendedores
pool-new-joinable-yes = Pueden ofrecer lo mismo junto a mí, a estos precios
pool-new-go = Abrirlo

pool-join = Vender lo mismo con ellos
pool-join-title = Vender con ellos: { $title }
pool-join-lead = Sus piezas se suman a las de ellos, a los precios fijados. Los compradores son suyos cuando a quienes se unieron antes les quedan pocas. Hasta el final no están a la venta de otro modo.
pool-join-none = No ofrece nada del mismo tipo que se entregue igual. Ofrézcalo primero.
pool-join-which = Qué pone
pool-join-which-wrong = Elija qué pone.
pool-join-left = { $title }, quedan { $left }
pool-join-pieces = Cuántas piezas
pool-join-go = Unirse

inbox-pool = Ver lo que se compra en grupo

said-pledged = Se ha comprometido.
said-pledged-last = Ha tomado las últimas: se ha terminado, y ahora se reserva todo lo comprometido.
said-pledge-withdrawn = Su compromiso está retirado.
said-pool-opened = Está abierto.
said-pool-called-off = Está cancelado.
said-pool-joined = Sus piezas están dentro.

notice-pool-tier-reached = Se ha alcanzado un precio: { $each } por pieza, con { $pieces } piezas comprometidas.
notice-pool-bought = Terminó a { $each } por pieza, y lo suyo está reservado. { $back } de lo apartado vuelven a ser suyos.
notice-pool-released = No se alcanzó ningún precio que usted pague. Lo apartado para su compromiso vuelve a ser suyo.
notice-pool-refused = Lo que comprometió no se pudo reservar: una norma ya no lo permite, quien vendía se ha ido, o cuesta más de lo apartado. Lo apartado vuelve a ser suyo.
notice-pool-sold = Terminó a { $each } por pieza: se han vendido { $pieces } piezas. Vea sus reservas.
notice-pool-missed = No se alcanzó ningún precio: no se vende nada, y todas las piezas vuelven a sus existencias.
notice-pool-called-off = Se ha cancelado. Ya no hay nada apartado.

refusal-group-buying-bad-pool = { $field ->
    [piece_count] Hay tantas piezas como pide el último precio, o más, y tantas como toma un comprador: escriba otro número.
    [least_pieces] El mínimo para cada comprador es una pieza o más: escriba otro número.
    [most_pieces] El máximo para cada comprador no es menos que el mínimo ni más de las que hay: escriba otro número.
   *[other] Cada precio es para más piezas que el anterior, y más bajo: escriba otros precios.
}
refusal-group-buying-not-that-long = Dura de { $least_hours } horas a { $most_days } días: elija otra duración.
refusal-group-buying-too-many-tiers = Hay { $most } precios como mucho: quite alguno.
refusal-group-buying-less-for-more = El precio { $tier } le da menos que una pieza menos al precio anterior. Escriba un precio más alto o más piezas, o diga que está seguro.
refusal-group-buying-over = Ya no se aceptan compromisos: vea cómo terminó.
refusal-group-buying-own-pool = Nadie se compromete a lo que vende: deje a otros.
refusal-group-buying-not-this-many = Un compromiso es de { $least } a { $most } piezas: escriba otro número.
refusal-group-buying-too-few-left = Puede comprometerse a { $left } piezas como mucho: a nadie le quedan más. Escriba otro número.
refusal-group-buying-too-low = El precio más bajo es { $least } por pieza: escriba eso o más, o déjelo vacío.
refusal-group-buying-too-many-pledges = Ha habido { $most } compromisos, y no se aceptan más: busque otro.
refusal-group-buying-no-pledge = No tiene aquí ningún compromiso que retirar.
refusal-group-buying-locked = De su compromiso depende un precio ya alcanzado, así que se queda como está: solo puede comprometerse a más.
refusal-group-buying-bound = Otros se han comprometido y termina pronto: ya no se cancela.
refusal-group-buying-not-joinable = Sus piezas no caben aquí: otros no pueden unirse, ya venden bastantes, o es otro tipo de cosa. Abra uno propio.
refusal-group-buying-already-in = Ya ha puesto piezas aquí: deje a otros.
