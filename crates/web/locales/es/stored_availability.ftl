# Stored availability: work, things and spaces.

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
hires-found = { $count ->
    [one] { $count } está libre
   *[other] { $count } están libres
}
hires-choose = Elegir: { $name }

invalid-hire = Elija un final después del comienzo, de 15 en 15 minutos y como mucho 400 días después.

refusal-stored-availability-too-far = Esta persona va hasta { $most_meters } de su casa: elija un lugar más cercano o a otra persona.
refusal-stored-availability-too-long = Esto se puede tener { $most_days } días como mucho: elija menos tiempo.
refusal-stored-availability-not-so-paid = Este trabajo se regala y no se vende, o al revés: busque el otro tipo.
refusal-stored-availability-not-open = Nadie puede reservar este trabajo mientras no esté en oferta: elija a otra persona.
refusal-stored-availability-past = Una reserva tiene que empezar después de ahora: elija una hora posterior.
refusal-stored-availability-too-far-ahead = Las reservas empiezan el { $latest } como muy tarde: elija un día anterior.
refusal-stored-availability-too-soon = Esta persona necesita que le avisen antes: elija un comienzo desde { $earliest }, o a otra persona.
refusal-stored-availability-too-short = Esta persona acepta reservas de { $least_minutes } o más: añada tiempo o elija a otra persona.

said-held = Queda apartado para usted mientras decide.

weeks-link = Reservar lo mismo para varias semanas
weeks-title = { $name }, lo mismo otra vez
weeks-lead = Estas son las semanas en que { $name } tiene libres las mismas horas, cada una con su precio. Cada una es una reserva propia.
weeks-which = ¿Qué semanas?
weeks-hint = Se guardan para usted mientras decide. Cada una se reserva y se paga por separado.
weeks-one = { $hours }: usted paga { $money }
weeks-hold = Guárdeme estas
weeks-none = Ninguna de las próximas semanas puede ser.
weeks-others = Estas no pueden ser
said-weeks-held = Se guardan para usted por poco tiempo. Abra cada una para reservarla.

refusal-weeks-not-these-weeks = Elija al menos una semana, cada una una vez, y ninguna a más de { $most } semanas.
