# Subastas a la baja: trabajo que va a quien lo haría por menos.

reverse-title = Trabajos a la baja
reverse-lead = Alguien tiene un trabajo a una hora y dice cuánto paga como mucho; se puja a la baja, y lo tiene la puja más baja. Ninguna está por debajo del pago mínimo.
reverse-none = No hay trabajos ahora. Mire otra vez mañana, o ponga uno usted.
reverse-new = Poner un trabajo a la baja
reverse-made = Lo que usted puso
reverse-made-none = Todavía no ha puesto nada.
reverse-bid-in = Donde usted pujó
reverse-bid-in-none = Todavía no ha pujado.
reverse-closes = pujas hasta { $moment }
reverse-closed = las pujas fueron hasta { $moment }
reverse-open = Admite pujas
reverse-you-lead = Usted va primero
reverse-you-do-not-lead = Otra persona va primero
reverse-offered = A la espera de respuesta
reverse-endings = Cómo terminaron
reverse-ending-taken = Se tomó la más baja
reverse-ending-unsold = No lo tiene nadie
reverse-ending-called-off = Cancelado
reverse-ending-lapsed = Nadie respondió a tiempo
reverse-ending-not-needed = Rechazado: ya no hace falta
reverse-ending-too-low = Rechazado: demasiado bajo para hacerlo bien
reverse-ending-not-as-asked = Rechazado: no es lo pedido
reverse-ending-bad-experience = Rechazado: una mala experiencia anterior
reverse-reason-not-needed = Ya no lo necesito
reverse-reason-too-low = Por esto no se puede hacer bien
reverse-reason-not-as-asked = No hace lo que pedí
reverse-reason-bad-experience = Tuve una mala experiencia con esta persona
reverse-call-off = Cancelarlo
reverse-price-now = como está ahora, sin el recargo
reverse-top = Lo máximo que se paga, sin el recargo
reverse-top-hint = Con el recargo se aparta hasta que usted responda.
reverse-step = Una puja está por debajo del precio en al menos
reverse-own-rank = Su lugar
reverse-own-least = Su mínimo
reverse-view = Qué ven unos de otros
reverse-view-rank = Solo su propio lugar
reverse-view-price = También el precio
reverse-bid = Pujar
reverse-lower = Bajar su puja
reverse-bid-how = Diga por cuánto lo haría como mínimo. Nadie más lo ve: el mercado baja por usted, y nunca por debajo. Su puja le obliga.
reverse-sign-in = Iniciar sesión para pujar
reverse-least = Lo mínimo por lo que lo haría
reverse-least-hint = Por todo, sin el recargo. No por debajo del pago mínimo por estas horas.
reverse-low = Está muy por debajo de las demás pujas. Si va en serio, diga cuánto le cuesta y con cuánto tiempo cuenta; lo lee quien compra.
reverse-cost = Cuánto le cuesta
reverse-cost-minutes = Con cuántos minutos de trabajo cuenta
reverse-lowest = La más baja
reverse-lowest-is = { $name } lo haría: usted paga { $money } en total. Tómelo o rechácelo hasta { $until }.
reverse-lowest-said = Está muy por debajo de las otras pujas. Dice que le cuesta { $money } y que cuenta con { $time }.
reverse-take = Tomarlo por { $money }
reverse-decline = Rechazar
reverse-new-lead = Diga qué hay que hacer y cuándo, y cuánto paga como mucho. La puja más baja se guarda para usted, un paso por debajo de la segunda.
reverse-new-what = Qué hay que hacer
reverse-new-length = Cuánto tiempo se admiten pujas
reverse-new-length-hint = Después tiene { $time } para responder, y el trabajo empieza más tarde.
reverse-new-go = Ponerlo

inbox-reverse-auction = Ver el trabajo

said-reverse-opened = El trabajo está puesto.
said-reverse-off = El trabajo está cancelado.
said-reverse-leads = Usted va primero.
said-reverse-does-not-lead = Su puja está dentro, y otra persona va primero.
said-reverse-taken = Está reservado.
said-reverse-declined = Está rechazado.

moved-reverse-auction = Apartado para un trabajo a la baja
moved-reverse-auction-over = Libre otra vez: el trabajo está reservado, o terminó

notice-reverse-auction-overtaken = Otra persona va primero donde usted pujó. Puede bajar.
notice-reverse-auction-offered = Terminaron las pujas por su trabajo: por la más baja usted paga { $pays } en total. Tómela o rechácela hasta { $until }.
notice-reverse-auction-won = La suya es la más baja: recibe { $receives } si la toman, hasta { $until }. Mientras tanto sus horas quedan guardadas.
notice-reverse-auction-lost = El trabajo por el que pujó fue a otra persona, o a nadie.
notice-reverse-auction-unsold = Nadie tiene el trabajo que usted puso. Lo apartado es suyo otra vez.
notice-reverse-auction-declined = Quien compra la rechazó. Sus horas están libres otra vez.
notice-reverse-auction-lapsed = Quien compra no respondió a tiempo: no hay reserva, y ya no hay nada apartado.

refusal-reverse-auctions-bad-auction = { $field ->
    [span] El trabajo empieza cuando ya terminaron las pujas y usted tuvo tiempo de responder: elija un día posterior, o admita pujas menos tiempo.
    [top] Lo máximo que paga es más que nada, y no más de lo que se puede pedir: escriba otra cantidad.
    [least] El mínimo es más que nada: escriba otra cantidad.
    [cost] Lo que le cuesta es más que nada: escriba otra cantidad.
   *[other] El trabajo dura algunos minutos: escriba otro número.
}
refusal-reverse-auctions-not-that-long = Se admiten pujas de { $least_hours } horas a { $most_days } días: elija otra duración.
refusal-reverse-auctions-over = Terminaron las pujas: vea cómo terminó.
refusal-reverse-auctions-own-auction = Esto lo puso usted: deje que pujen otros.
refusal-reverse-auctions-not-this-sector = Lo que ofrece es de otro tipo que este trabajo: elija otra cosa.
refusal-reverse-auctions-too-high = Una puja es ahora de { $most } o menos: escriba menos.
refusal-reverse-auctions-not-low = No está por debajo de como está ahora: escriba menos.
refusal-reverse-auctions-abnormally-low = Está muy por debajo de las demás pujas: diga cuánto le cuesta y con cuánto tiempo cuenta, o escriba más.
refusal-reverse-auctions-too-many-bids = Ha habido { $most } pujas y no se admiten más: busque otro trabajo.
refusal-reverse-auctions-has-bids = Alguien ha pujado, así que no se cancela: responda cuando terminen las pujas.
refusal-reverse-auctions-nothing-offered = No hay nada que responder ahora: vea cómo está.
