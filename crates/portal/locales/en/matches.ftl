# Why two listings fit, and hours in words
reason-same-category = exactly the kind of help you asked for
reason-related-category = close to what you asked for
reason-same-category-offer = exactly the kind of help you offer
reason-related-category-offer = close to what you offer
reason-same-words = both mention “{ $words }”
reason-and = {", "}
reason-same-community = same community
reason-same-subdistrict = same subdistrict
reason-same-district = same district
reason-free = both free on { $window }
reason-any-time = the time can be agreed
reason-licence = has a checked licence
reason-language = speaks the language you asked for
reason-helped =
    { $count ->
        [one] helped neighbours { $count } time
       *[other] helped neighbours { $count } times
    }
window-part = { $day }, { $part }
window-span = { $from } to { $to }
window-any = any time
window-or = {" "}or{" "}
window-morning = morning (8 to 12)
window-afternoon = afternoon (12 to 6)
window-evening = evening (6 to 9)
window-more =
    { $count ->
        [one] { $first } and { $count } more time
       *[other] { $first } and { $count } more times
    }
window-over = all times named have passed
reason-widened = waited for more than a day, so other times may suit
reason-urgent = published rule: urgent needs first
reason-waited = published rule: who waits longest first ({ $hours } hours so far)
reason-elders = published rule: elders first (with their consent)
waiting-title = Needs that wait
waiting-hint = Nobody answered for two days: please have a look
waiting-lead = Needs of your area that were published { $hours } hours ago or more and that nobody has agreed to. Please get in touch and see what else can be done.
waiting-none = No need waits long
waiting-none-body = Every need here has found somebody, or was published less than two days ago.
waiting-since = waited { $hours } hours
match-handed = This has waited for two days. By the published rule it is now with the social workers of your community, who see it and follow up.
