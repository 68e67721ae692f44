# Numbers, distances, durations and times.

number-share = { $share }%

distance-mile = 1 英里
distance-miles = { $number } 英里
distance-kilometres = { $number } 公里

duration-hours = { $count }小時
duration-minutes = { $count }分鐘
duration-both = { $hours }{ $minutes }

time-day = { $month }{ $day }日 { $weekday }
time-day-month-first = { $month }{ $day }日 { $weekday }
time-day-of = { $date } { $weekday }
time-date = { $year }年{ $month }{ $day }日
time-date-month-first = { $year }年{ $month }{ $day }日
time-month = { $year }年{ $month }
time-twenty-four = { $hour }:{ $minutes }
time-midnight = 午夜
time-noon = 中午
time-am = 上午{ $hour }時
time-am-minutes = 上午{ $hour }時{ $minutes }分
time-pm = 下午{ $hour }時
time-pm-minutes = 下午{ $hour }時{ $minutes }分
time-in-zone = { $time }（{ $zone }）
time-moment = { $day } { $time }
time-hours = { $from }至{ $until }
time-span = { $from }至{ $until }

weekday-short = { $number ->
    [1] 一
    [2] 二
    [3] 三
    [4] 四
    [5] 五
    [6] 六
   *[7] 日
}
weekday-monday = 星期一
weekday-tuesday = 星期二
weekday-wednesday = 星期三
weekday-thursday = 星期四
weekday-friday = 星期五
weekday-saturday = 星期六
weekday-sunday = 星期日

month = { $number }月
