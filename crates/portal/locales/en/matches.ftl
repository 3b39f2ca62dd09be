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
found-title = Who fits you
found-lead = Who fits your open needs and offers now, found by the published rule. It is looked up again as soon as a listing, a time or a deadline changes. Nobody is assigned: you decide.
found-new =
    { $count ->
        [one] { $count } new since you last looked
       *[other] { $count } new since you last looked
    }
found-nothing-new = Nothing new
found-none = You have no open need or offer
found-none-body = Publish one, and neighbours who fit are shown here as soon as there are any.
found-for = For “{ $title }”
found-own = See the listing
found-told = Being told
found-told-yes = You are told in your messages when a neighbour fits. You may stop this at any time.
found-told-no = You are not told. Whoever fits still stands on this page.
found-tell = Tell me again
found-tell-not = Do not tell me any more
notice-found-told-on = You will be told when a neighbour fits.
notice-found-told-off = You will not be told any more, and what you were told is forgotten.
circles-title = Help that goes round
circles-lead = Each gives one thing and gets another. Each says yes separately; if one says no, the circle is no longer shown, and nobody owes anybody anything.
circle-people = A circle of { $people }
circle-give = You give:
circle-get = You get:
circle-open = nobody has asked yet
circle-asked = asked; waiting for a yes
circle-agreed = both have said yes
circle-see = See the appointment
circle-count = { $agreed } of { $people } helps agreed
