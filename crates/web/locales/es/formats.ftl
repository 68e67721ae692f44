# Numbers, distances, durations and times.

number-share = { $share } %

distance-mile = 1 milla
distance-miles = { $number } millas
distance-kilometres = { $number } km

duration-hours = { $count ->
    [one] { $count } hora
   *[other] { $count } horas
}
duration-minutes = { $count ->
    [one] { $count } minuto
   *[other] { $count } minutos
}
duration-both = { $hours } { $minutes }

time-day = { $weekday } { $day } de { $month }
time-day-month-first = { $weekday } { $day } de { $month }
time-day-of = { $weekday } { $date }
time-date = { $day } de { $month } de { $year }
time-date-month-first = { $day } de { $month } de { $year }
time-month = { $month } de { $year }
time-twenty-four = { $hour }:{ $minutes }
time-midnight = medianoche
time-noon = mediodía
time-am = { $hour } a. m.
time-am-minutes = { $hour }:{ $minutes } a. m.
time-pm = { $hour } p. m.
time-pm-minutes = { $hour }:{ $minutes } p. m.
time-in-zone = { $time } { $zone }
time-moment = { $day }, { $time }
time-hours = de { $from } a { $until }
time-span = del { $from } al { $until }

weekday-short = { $number ->
    [1] Lu
    [2] Ma
    [3] Mi
    [4] Ju
    [5] Vi
    [6] Sá
   *[7] Do
}
weekday-monday = lunes
weekday-tuesday = martes
weekday-wednesday = miércoles
weekday-thursday = jueves
weekday-friday = viernes
weekday-saturday = sábado
weekday-sunday = domingo

month = { $number ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
}
