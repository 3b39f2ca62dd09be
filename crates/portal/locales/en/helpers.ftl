# Acting for somebody
helpers-title = Somebody who acts for you
helpers-lead = You can ask family or a volunteer to act for you for a time. They sign with a key of their own, every receipt says so, and you can stop it at any time.
helpers-mine = Who acts for me
helpers-none = Nobody acts for you now.
helpers-elders = For whom I act
helper-scope-look = Look only: needs, offers, appointments and messages
helper-scope-everyday = Every day: publish, ask, agree and confirm
helper-scope-everyday_and_points = Every day, and see the points
helper-until = Until { $when }
helper-act = Act for { $name }
helper-end = Stop this
helper-end-own = Stop acting for them
helper-object = This was not my will: stop it and complain
helper-deeds = What was done for you, each with its receipt
helper-name-title = Ask somebody
helper-number = Their member number
helper-number-hint = 8 digits; they can tell you
helper-name = The name they show
helper-name-hint = As neighbours see it, for example 陈邻居
helper-unknown = The number and the name do not fit together. Please check with them. You cannot name yourself or an organisation
helper-scope = What they may do for you
helper-term = For how long
helper-days = { $count ->
    [one] one day
   *[other] { $count } days
}
helper-name-submit = Let them act for me
helper-counter-hint = They cannot change your PIN or data, move your points, or leave for you. Without a phone, the counter can do this with you.
helper-stop = Stop acting
notice-helper-named = They may act for you now. You see here whatever they do.
notice-helper-ended = This has stopped. Their key cannot sign for you any more.
helper-still-acts = They still act for you: the record did not take your wish. { $reason } The counter can end it with you.
helper-ended-unheard = They do not act for you any more. Your complaint was not taken: { $reason }
notice-helper-objected = This has stopped, and your complaint is with the community.
delegate-title = A helper for this resident
delegate-lead = { $name } can ask family or a volunteer to act for them. You register it, and they can come and stop it at any time.
delegate-number-hint = The helper's member number, 8 digits
delegate-unknown = There is no such member number, or it is the resident's own or an organisation's. Please check it
delegate-present = The resident is here and said who, for what and for how long
delegate-present-hint = This step is signed by you on the ledger
delegate-present-error = The resident must be here and agree
delegate-submit = Register the helper
delegate-end = Stop every helper
delegate-scope = What they may do
