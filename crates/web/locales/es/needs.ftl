# Necesidades: lo que alguien busca, guardado, y cuándo puede tenerse todo a la vez.

needs-title = Lo que necesita
needs-lead = Diga una vez lo que necesita, cuántas personas y cosas sean, y el mercado sigue buscando. Le avisa cuando puede tenerse todo a la vez, con un solo precio.
needs-none = Todavía no ha guardado nada.
needs-new = Guardar lo que necesita
need-part = { $count } × { $sector }
need-days = { $days }, del { $from } al { $until }, a las { $time } durante { $length }
need-found = Puede tenerse todo
need-found-on = el { $day } por { $cost }
need-waiting = Todavía no todo
need-looked = se buscó { $moment }
need-what = Qué
need-when = Cuándo
need-where = Dónde
need-most = Como máximo
need-any-price = cualquier precio
need-any-day = Cualquier día
need-asked = Lo que pidió
need-met = Puede tenerse todo { $when }
need-met-cost = { $cost } en total
need-met-how = Son los más baratos ahora. Nada queda reservado hasta que usted lo reserve: reserve uno tras otro y pague solo cuando los tenga todos.
need-choose = Revisar y reservar { $name }
need-not-yet = Todavía no puede tenerse todo a la vez
need-not-yet-how = El mercado sigue buscando y le avisa enseguida. Con más días o un precio más alto es más probable.
need-order = ¿Por qué estos?
need-order-how = De cada clase, aquellos por los que paga menos en total, con margen e impuestos; quien hace falta para dos clases va donde nadie más puede. Nadie puede pagar para aparecer aquí.
need-forget = Olvidarla
need-new-lead = Nadie más la ve, y nada se reserva ni se paga. El mercado la busca ahora, y de nuevo cada vez que pasa { $time }.
need-new-name = Cómo la llama
need-new-name-hint = Para reconocerla, por ejemplo “Equipo del sábado”
need-new-part = Clase { $number }
need-new-sector = Qué
need-new-count = Cuántos
need-new-more = Más clases de personas o cosas
need-new-where = Código postal donde hace falta
need-new-from-day = El primer día que sirve
need-new-until-day = El último día que sirve
need-new-weekdays = Días de la semana que sirven
need-new-weekdays-hint = Déjelos vacíos para cualquier día.
need-new-most = Como máximo, por todo
need-new-most-hint = Lo que pagaría en total. Déjelo vacío para cualquier precio.
need-new-go = Guardar y buscar

inbox-need = Lo que necesita

said-need-saved = Guardada. El mercado está buscando.
said-need-forgotten = Olvidada. Ya no se busca.

notice-need-found = Puede tenerse a la vez todo lo que necesita: { $starts }, por { $cost } en total.
notice-need-over = Pasó el último día para lo que necesitaba. Ya no se busca.

refusal-needs-too-many = Tiene { $most } necesidades guardadas, que es el máximo. Olvide antes una.
refusal-needs-not-these-parts = Una necesidad pide de una a { $most } clases de personas o cosas.
refusal-needs-sector-twice = La misma clase se pide dos veces. Nómbrela una vez, con cuántos.
refusal-needs-not-in-sector = Las necesidades son de trabajo de personas y de cosas y espacios de alquiler. Los artículos se piden en el catálogo.
refusal-needs-not-that-many = De una clase, pida de uno a { $most }.
refusal-needs-too-far-ahead = El último día está como máximo a { $most_days } días de hoy.
refusal-needs-bad-need = { $field ->
    [weekdays] Ninguno de los días cae entre el primero y el último. Elija otros días.
    [from_on] El primer día ya pasó. Elija uno posterior.
    [until_on] El último día es anterior al primero. Elija uno posterior.
    [from] Elija una hora en punto, o un cuarto de hora.
    [minutes] Elija cuánto dura, hasta un día, en cuartos de hora.
   *[other] Escriba un importe mayor que cero o déjelo vacío.
}
