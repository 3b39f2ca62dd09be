# Sharing huts: their homes, and the keeper's desk
huts-title = Sharing huts
huts-count =
    { $count ->
        [one] { $count } hut, { $open } open now
       *[other] { $count } huts, { $open } open now
    }
huts-map-title = Huts on the map
huts-map-lead = Each tile is a community: those with a hut are filled, those with an open hut stronger. Press one to see its huts.
huts-none-yet = No hut yet
huts-none = This community has no hut yet
huts-none-body = Look near by, or at all huts of the district.
huts-all = All huts of the district
hut-open = Open now
hut-closed = Closed now
hut-since = since { $time }
hut-stock =
    { $count ->
        [one] { $count } thing in the hut
       *[other] { $count } things in the hut
    }
hut-row-keeper = Who is there
hut-row-hours = Hours
hut-row-address = Where it is
hut-keeper-none = Nobody is on duty now
hut-keeper-some = A keeper is on duty
hut-things = What is in
hut-things-none = The shelves are empty now.
hut-on = What is on
hut-on-none = Nothing is announced for the next days.
hut-wishes = Wishes and offers of neighbours
hut-wishes-needs = Who needs help
hut-wishes-offers = Who offers help
hut-fraud-title = Beware of fraud
hut-fraud-body = A hut never takes money and never asks for a bank card number or a code. If somebody does, give nothing; tell the keeper or call 96110.
hut-desk = To the keeper's desk
hut-desk-of = { $hut } · keeper's desk
hut-not-on-duty = You are not on duty yet. Things move only while you are.
hut-begin = Go on duty
hut-begin-and-open = Go on duty and open
hut-scan = Scan the label of a thing
hut-scan-hint = Point the scanner at the QR code, or type the eight letters and digits
hut-scan-go = Show this thing
hut-today = To do today
hut-doors = Opening, closing, going home
hut-open-doors = Open the doors
hut-close-doors = Close the doors for a while
hut-close-hint = Close also when you leave for a moment: residents see it on their phones.
hut-close-and-end = Close and go off duty
hut-end = Go off duty, others carry on
hut-shifts = Latest shifts
hut-shifts-none = Nobody has been on duty yet.
hut-shift-since = since { $time }
hut-conflicts = Noted offline, and does not fit
hut-thing-unknown = An unknown thing
hut-thing-loans = Loans of this thing
hut-thing-nothing = By the record, this thing is no matter of this hut. Ask whoever brought it, or call the street's office.
hut-thing-deposit = Take it into the hut
hut-thing-withdraw = Give it back to its owner
hut-thing-receive = Confirm that it came
hut-thing-found = Say that it was found
hut-thing-why-deposit = Its owner wants this hut to lend it. Look at its condition, then take it in.
hut-thing-why-withdraw = It is in this hut and nobody has reserved it. Press when its owner takes it home.
hut-thing-why-receive = It was sent from another hut. Press when it has come.
hut-thing-why-found = The record says that it is missing. If you hold it, press here.
conflict-item_unknown = The record knows no such thing
conflict-borrower_unknown = Nobody knows who borrowed it, or it was its owner
conflict-already_lent = Somebody else borrowed it first
conflict-item_elsewhere = By the record it was not in this hut
conflict-not_lent = It came back, and the record says nobody had it
conflict-deposit_missing = It was lent, and there were too few points for the deposit
conflict-do-item_unknown = Find the thing, let its owner list it, then put a label on it.
conflict-do-borrower_unknown = Ask who was on duty who took it, and ask that person to come by.
conflict-do-already_lent = The hand-over that was merged first counts. Call the other borrower: another thing, or a later day.
conflict-do-item_elsewhere = See where it is: if you hold it, say that it was found; if not, ask the other hut.
conflict-do-not_lent = Scan it, see who should have it, and put that right.
conflict-do-deposit_missing = The loan counts. Ask the borrower to come by for the deposit, or to return it soon.
stock-title = Stocktake
stock-lead =
    { $count ->
        [one] By the record, { $count } thing should be here. Scan everything on the shelves.
       *[other] By the record, { $count } things should be here. Scan everything on the shelves.
    }
stock-codes = Scanned codes, one on each line
stock-codes-hint = Press here, then scan one thing after the other; what is scanned twice counts once
stock-unlisted = How many have no label
stock-unlisted-hint = Leave it empty if none
stock-unlisted-error = Please write a number
stock-compare = Compare
stock-counted = Scanned { $counted }, expected { $expected }
stock-agrees = Everything agrees
stock-missing = Should be here, not scanned
stock-missing-hint = Look once more. After confirming they count as missing; you can still say later that they were found.
stock-missing-found = Was not scanned, and found later
stock-found = Was missing, and is found
stock-surplus = Scanned, and the record says it is not here
stock-surplus-hint = After confirming, missing ones count as found. What somebody has borrowed: scan each one and put it right.
stock-unlisted-count = Without label: { $count }
stock-confirm = Confirm this count
stock-again = Scan again
stock-earlier = Earlier counts
stock-earlier-line = Counted { $counted }, without label { $unlisted }
labels-title = Print labels
labels-lead = Print, cut, and stick on. Below each QR code is the code to type.
labels-none = Nothing on the shelves yet
labels-none-body = Once things are taken in, their labels are here.
visits-title = Who comes when
visits-print = Print this page
visits-fetching = Coming to fetch
visits-returning = Coming to return
visits-none = Nobody within seven days.
visits-late = overdue
start-keeping = Keep the hut
start-keeping-hint = Open, hand out, count
notice-hut-begun = You are on duty.
notice-hut-opened = The doors are open, and residents see it on their phones.
notice-hut-closed-notice = The doors are closed.
notice-hut-ended = You are off duty. Thank you.
notice-hut-deposited = Taken into the hut.
notice-hut-withdrawn = Given back to its owner.
notice-hut-received = Confirmed: it has come.
notice-hut-found = Noted: it was found.
notice-stock-taken = The count is on record.
