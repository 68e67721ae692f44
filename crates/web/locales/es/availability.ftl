# When a person or a thing is free.

home-now = Puedo trabajar
home-now-two = Las próximas 2 horas
home-now-four = Las próximas 4 horas
home-now-tonight = Esta noche, desde las 6
home-now-tomorrow = Mañana, de 9 a 5
home-now-other = Otras horas
home-on-offer = Dijo que está libre
home-no-notice = Para estas horas no hace falta avisarle antes.
home-on-offer-terms = Hasta { $distance } de { $place }, por al menos { $money } la hora.
home-stop = Al final no tengo libre

week-title = Cuándo está libre
week-title-thing = Cuándo se puede tener
week-lead-thing = La gente puede reservarlo en estas horas al momento, sin preguntar.
week-no-offering = Primero diga qué hace; después, cuándo.
week-usual = Su semana normal
week-usual-thing = La semana normal
week-not-free = No está libre
week-add-title = Añadir horas a su semana
week-days = Días
week-from = Desde
week-until = Hasta
week-until-hint = Una hora anterior significa la mañana siguiente.
week-add = Añadir estas horas
week-remove = Quitar
week-days-wrong = Marque al menos un día
week-time-wrong = Elija una hora
week-of-all = La semana es la misma para los { $count }.
week-piece = Número { $number }

week-views = Mostrar como
week-as-list = Lista
week-as-grid = Cuadrícula
week-total = { $length } por semana
grid-how = Marque las horas en que está libre y guárdelas.
grid-paint-how = Pulse y arrastre para pintar.
grid-keys-how = Las flechas van de casilla en casilla, la barra espaciadora marca, y Mayúsculas con una flecha sigue igual que la casilla anterior.
grid-finger = Pintar con el dedo
grid-hour = { $day }, { $hours }
grid-part = { $day }, { $hours }, una parte
grid-save = Guardar estas horas
grid-copy = Guardar, con el lunes de martes a viernes

exceptions-of-one = Estos días son para uno de los { $count }:
exceptions-title = Días diferentes
exceptions-none = Ninguno. La semana normal vale todas las semanas.

exception-add-title = Añadir un día diferente
exception-kind = Ese día usted está
exception-kind-thing = Ese día está
exception-also = También libre
exception-not = No libre
exception-date = Día
exception-until-hint = De medianoche a medianoche es el día entero.
exception-add = Añadir este día
exception-kind-wrong = Elija «no libre» o «también libre»

invalid-quarters = Escriba horas de un cuarto de hora a otro posterior, por ejemplo de 17:00 a 21:15.

refusal-availability-not-offered = Solo se reservan las horas que la persona ofrece, y estas no lo son: elija otras horas o a otra persona.
refusal-availability-taken = Parte de estas horas ya está tomada: elija otras horas u otra persona.
refusal-availability-taken-by-you = Parte de estas horas ya es suya: vaya a su reserva, o elija otras horas.
refusal-availability-not-held = Solo se devuelven horas apartadas, y estas ya están libres: no tiene que hacer nada más.
refusal-availability-past = Solo puede cambiar horas que no han terminado: elija una hora posterior.
refusal-availability-too-many = Puede tener { $most } cambios de su semana habitual a la vez: quite uno antes de añadir otro.

said-added = Sus horas están guardadas.
said-free = Sus horas están guardadas. Abajo se ve si pueden encontrarle.
said-removed = Está quitado.
