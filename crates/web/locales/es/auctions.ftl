# Subastas: lotes, pujas y lo que viene después.

auctions-title = Subastas
auctions-lead = Diga lo máximo que pagaría. Pujamos por usted, y nunca más de lo que hace falta para ir primero.
auctions-none = Ahora no hay nada en subasta. Mire otra vez mañana, o subaste usted algo.
auctions-selling = Lo que usted subasta
auctions-selling-none = Todavía no ha subastado nada. Empiece por algo que ofrece.
auctions-bidding = Aquello por lo que ha pujado
auctions-bidding-none = Todavía no ha pujado por nada.
auctions-more = Los lotes siguientes
auctions-price = { $money } ahora
auctions-start = Desde { $money }, nadie ha pujado
auctions-closes = termina { $moment }
auctions-closed = terminó { $moment }
auctions-you-lead = Va primero
auctions-you-are-outbid = Alguien ofrece más
auctions-yours = Es suyo
auctions-sold = Vendido
auctions-unsold = No vendido
auctions-offered = Ofrecido a la siguiente persona
auctions-offered-to-you = Se le ofrece a usted
auctions-withdrawn = Retirado
auctions-bids = { $count ->
    [0] Ninguna puja
    [one] { $count } puja
   *[other] { $count } pujas
}
auctions-now = ahora
auctions-first = es la primera puja: nadie ha pujado
auctions-delivery = Por traerlo
auctions-seller = Quien vende
auctions-reserve = El mínimo de quien vende
auctions-met = Se alcanza: se venderá
auctions-not-met = No se alcanza: a este precio no se venderá
auctions-your-most = Lo máximo que dijo
auctions-see-booking = Ver la reserva
auctions-bid = Pujar
auctions-how = Una puja obliga. Mientras va primero, se aparta de su dinero lo máximo que dijo, con el margen; vuelve en cuanto otra persona va primero. Nadie ve su máximo.
auctions-sign-in = Entrar para pujar
auctions-most = Lo máximo que pagaría
auctions-least = Al menos { $least }.
auctions-least-in-all = Al menos { $least }, que son { $money } en total con el margen.
auctions-place = Pujar
auctions-at-once = O tenerlo ya
auctions-buy = Comprarlo ya por { $money } en total
auctions-withdraw = Retirarlo
auctions-second-chance-how = Si quien lo compró renunció, o nadie lo consiguió, la persona siguiente puede tenerlo por lo máximo que dijo. Tiene { $time } para aceptar.
auctions-second-chance = Ofrecerlo a la siguiente persona
auctions-log = Persona { $number }: { $money }
auctions-log-own = Usted: { $money }
auctions-look-again = Ver cómo va ahora

auction-new = Venderlo en subasta
auction-new-title = Subastar: { $title }
auction-new-lead = Es para quien pagaría más, un escalón por encima de la segunda persona. Mientras tanto no se vende de otra manera.
auction-new-pieces = Cuántas piezas, todas para la misma persona
auction-new-left = Le quedan { $left }.
auction-new-start = Primera puja
auction-new-reserve = Lo mínimo por lo que vende
auction-new-reserve-hint = Puede dejarlo vacío. Quien puja solo ve si se alcanza.
auction-new-buy-now = Precio para tenerlo ya
auction-new-buy-now-hint = Puede dejarlo vacío. Vale hasta que alguien puja.
auction-new-length = Cuánto tiempo
auction-new-length-hint = Una puja en los últimos { $time } alarga el final otro tanto.
auction-new-go = Subastarlo

inbox-lot = Ver la subasta

said-bid-leads = Va primero.
said-bid-outbid = Otra persona pagaría lo mismo o más: no va primero.
said-bought = Es suyo.
said-lot-opened = Está en subasta.
said-lot-withdrawn = Está retirado.
said-second-chance = Se ofrece a la siguiente persona.

notice-auction-outbid = Otra persona va primero con { $price }. Lo que se apartó para su puja vuelve a ser suyo.
notice-auction-unsold = No se vendió. Ya no hay nada apartado.
notice-auction-second-chance = Aquello por lo que pujó puede ser suyo, por { $price }. Acepte hasta { $until }: vea sus reservas.

refusal-auctions-bad-lot = { $field ->
    [start] La primera puja es más que nada: escriba una cantidad.
    [reserve] Lo mínimo por lo que vende es más que la primera puja: escriba otra cantidad, o ninguna.
   *[other] El precio para tenerlo ya es más que la primera puja y que lo mínimo por lo que vende: escriba otra cantidad, o ninguna.
}
refusal-auctions-not-that-long = Una subasta dura de { $least_hours } horas a { $most_days } días: elija otra duración.
refusal-auctions-over = Las pujas han terminado: vea cómo acabó.
refusal-auctions-too-low = Lo mínimo que puede pujar ahora es { $least }: escriba eso o más.
refusal-auctions-own-lot = Nadie puja por lo suyo: deje pujar a otras personas.
refusal-auctions-too-many-bids = Ha habido { $most } pujas y no se admiten más: espere al final.
refusal-auctions-not-at-once = Ya no se puede tener sin pujar: puje.
refusal-auctions-has-bids = Alguien ha pujado y ya no se puede retirar: espere al final.
refusal-auctions-no-second-chance = Ahora no hay a quién ofrecerlo: súbalo otra vez.
