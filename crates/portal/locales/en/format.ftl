# Dates, lengths of time, points
format-moment = { $day }, { $time }
format-hour = { $hour } { $period }
format-minute = { $hour }:{ $minute } { $period }
format-day = { $weekday } { $day } { $month }
format-full-day = { $weekday } { $day } { $month } { $year }
format-minutes =
    { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
format-hours =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }
format-hours-minutes =
    { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    } { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }
format-points =
    { $points ->
        [one] { $points } point
       *[other] { $points } points
    }
format-small-hours = am
format-early = am
format-forenoon = am
format-noon = pm
format-afternoon = pm
format-evening = pm
format-monday = Monday
format-tuesday = Tuesday
format-wednesday = Wednesday
format-thursday = Thursday
format-friday = Friday
format-saturday = Saturday
format-sunday = Sunday
format-january = January
format-february = February
format-march = March
format-april = April
format-may = May
format-june = June
format-july = July
format-august = August
format-september = September
format-october = October
format-november = November
format-december = December
format-days =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
format-days-hours =
    { $days ->
        [one] { $days } day
       *[other] { $days } days
    } { $hours }
