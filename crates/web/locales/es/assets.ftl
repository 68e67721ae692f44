# Offerings of work, things, spaces and goods, and their prices.

offering-hours = Cuándo se puede tener
offering-unpaid = Sin paga: usted regala este tiempo
offering-paid = ¿Quiere cobrar?
offering-paid-yes = Sí, por hora
offering-paid-no = No, regalo mi tiempo
offering-open = En oferta
offering-paused = En pausa
offering-pause = Dejar de ofrecerlo por ahora
offering-resume = Ofrecerlo otra vez
offering-hourly = Por hora
offering-area = Hasta dónde
offering-area-value = Hasta { $distance } de { $place }
offering-new-title = ¿Qué ofrece?
offering-sector = Tipo
offering-post-code = Código postal
offering-post-code-hint = De donde usted sale, o donde está. Las distancias se cuentan desde su centro.
offering-continue = Continuar
offering-price-title = { $sector }: su precio
offering-create = Ofrecer este trabajo
offering-create-other = Ofrecerlo
offering-edit-how = Lo apartado o reservado conserva su precio.
offering-save = Guardar
offering-facts = Cuánto se paga aquí: { $sector }
offering-p10 = Una de cada diez personas gana menos de
offering-median = La persona de en medio gana
offering-p90 = Una de cada diez personas gana más de
offering-facts-source = Por hora, en el área de Portland: Oficina de Estadísticas Laborales de EE. UU., mayo de 2025. Es un dato, no un consejo: su precio es suyo.

terms-title = Qué es, en pocas palabras
terms-title-hint = Por ejemplo: bicicleta de ciudad, tamaño mediano
terms-description = Más sobre esto
terms-count = Cuántos tiene
terms-per-day = Por un día
terms-per-hour = Por una hora
terms-bond = Depósito
terms-bond-hint = Vuelve si todo está bien. Escriba 0 si no hay.
terms-late-per-hour = Por cada hora de retraso
terms-late-hint = Se toma del depósito, nunca más que eso.
terms-days-max = Máximo de días seguidos
terms-buffer = Libre después de cada alquiler
terms-no-buffer = Nada
terms-each = Por una pieza
terms-handing-over = Cómo lo reciben
terms-collection = Lo recogen
terms-delivery = Lo llevo o lo envío
terms-delivery-price = Por la entrega
terms-delivery-hint = Por todo lo que se compra de una vez. Déjelo vacío si no entrega.
terms-ready = Listo después de
terms-ready-now = Enseguida

home-first-go = Ofrecer mi trabajo

found-title = Le encuentran
found-first = { $work }: primero { $when }. Usted recibe { $money }.
found-first-given = { $work }: primero { $when }.
found-missing = Antes de que alguien pueda encontrarle
found-missing-else = Todavía no se encuentra
found-unconfirmed = Confirme su correo: escriba el código que le enviamos.
found-no-offering = Diga qué hace y por cuánto.
found-no-hours = Diga cuándo está libre.
found-hours-go = Elegir horas
found-terms-go = Cambiar precio y condiciones
found-checks-go = Mostrar lo que tiene
found-paused = { $work } está en pausa.
found-no-room = { $work }: en sus próximas dos semanas no queda libre { $least }, que es su reserva más corta.
found-no-notice = { $work }: en sus próximas dos semanas no queda libre { $least }, que es su reserva más corta, con el aviso de { $notice } que usted pide.
found-refused = { $work }:
offering-not-found = Todavía no se encuentra

offerings-title = Lo que ofrece
offerings-new = Ofrecer otra cosa
offerings-none = Todavía no ofrece nada.

rule-hourly = Cuánto pide por hora
rule-hourly-hint = Por ejemplo, 18.50. Usted lo recibe todo: la parte del mercado va aparte.
rule-evening-pays = Pide { $hourly } la hora: { $when } le paga
rule-evening-least = Por ley, { $when } tiene que pagarle { $money } o más.
rule-evening-too-little = Es menos de lo que permite la ley: nadie podría reservarle.
rule-evening-try = Ver cuánto paga una noche
rule-minimum = La reserva más corta que acepta
rule-notice = Con cuánta antelación hay que reservar
rule-no-notice = Ninguno
rule-distance = Hasta dónde va
rule-more = Noches, fines de semana, viaje y reservas largas
rule-evening = Extra por la tarde y la noche, en por ciento
rule-evening-hint = De { $from } a { $until }. 10 significa una décima parte más.
rule-weekend = Extra por sábado y domingo, en por ciento
rule-weekend-hint = Los extras se suman.
rule-short = Extra por aviso corto, en por ciento
rule-short-hint = Para reservas hechas tarde.
rule-short-when = Aviso corto es menos de
rule-never = Nunca
rule-per-km = Por cada kilómetro del camino
rule-per-km-hint = Una milla son 1.6 kilómetros. Deje 0 si el camino es gratis.
rule-longer-from = Una reserva larga empieza en
rule-longer = Descuento por reserva larga, en por ciento
rule-longer-hint = 90 como máximo.
rule-money-wrong = Escriba una cantidad, como 18.50
rule-number-wrong = Escriba un número, como 10

refusal-assets-bad-pool = Puede ofrecer de 1 a { $most } juntos: escriba otro número.
refusal-assets-unknown-sector = No conocemos este tipo de trabajo: elija uno de la lista.
refusal-assets-unknown-place = No conocemos este código ZIP: revise sus cinco cifras y escríbalo de nuevo.
refusal-assets-too-much = Nadie puede pedir más de { $most } por una cosa, como una hora o una unidad: revise la cantidad.
refusal-assets-bad-price-rule = { $field ->
    [hourly] Lo que pide por hora tiene que ser más que cero: escriba una cantidad como 18.50.
    [minimum_minutes] Su reserva más corta tiene que ser de 15 minutos o más: escriba un tiempo más largo.
    [currency] Un precio va en la moneda que se usa donde se ofrece: escriba un importe en ella.
    [longer_discount_bp] El descuento por reservas largas puede ir de 0% a 90%: escriba una parte entre los dos.
   *[other] Ninguna parte de su precio puede ser menor que cero: escriba cero o más en cada casilla.
}

said-offered = Su trabajo y su precio están guardados. Ahora diga cuándo tiene libre.
said-offered-thing = Está en oferta. Ahora diga cuándo se puede tener.
said-offered-goods = Está en oferta.
said-stopped = Estas horas ya no están en oferta.
refusal-assets-not-handed-over-so = No se entrega de esta manera: elija la otra.
