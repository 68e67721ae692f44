# Numbers, distances, durations and times.

number-share = { $share }%

distance-mile = 1 mile
distance-miles = { $number } miles
distance-kilometres = { $number } km

duration-hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-minutes = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-both = { $hours } { $minutes }

time-day = { $weekday } { $day } { $month }
time-day-month-first = { $weekday }, { $month } { $day }
time-day-of = { $weekday }, { $date }
time-date = { $day } { $month } { $year }
time-date-month-first = { $month } { $day }, { $year }
time-month = { $month } { $year }
time-twenty-four = { $hour }:{ $minutes }
time-midnight = midnight
time-noon = noon
time-am = { $hour }am
time-am-minutes = { $hour }:{ $minutes }am
time-pm = { $hour }pm
time-pm-minutes = { $hour }:{ $minutes }pm
time-in-zone = { $time } { $zone }
time-moment = { $day }, { $time }
time-hours = { $from } to { $until }
time-span = { $from } to { $until }

weekday-short = { $number ->
    [1] Mo
    [2] Tu
    [3] We
    [4] Th
    [5] Fr
    [6] Sa
   *[7] Su
}
weekday-monday = Monday
weekday-tuesday = Tuesday
weekday-wednesday = Wednesday
weekday-thursday = Thursday
weekday-friday = Friday
weekday-saturday = Saturday
weekday-sunday = Sunday

month = { $number ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
