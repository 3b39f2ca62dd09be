-- Balances, in tenths of a point.
CREATE TABLE accounts (
    account BLOB    PRIMARY KEY, -- canonical bytes of the account id
    kind    TEXT    NOT NULL,    -- 'issuance', 'party', 'pool', 'honour', 'grant', 'household',
                               -- 'sponsor' or 'reserve'
    settled INTEGER NOT NULL,
    pending INTEGER NOT NULL,
    held    INTEGER NOT NULL
) WITHOUT ROWID;
-- Movements of points.
CREATE TABLE transfers (
    transfer   BLOB    PRIMARY KEY,
    cause      BLOB    NOT NULL, -- canonical bytes of the cause
    exchange   BLOB,             -- the service behind it; none for a donation
    status     TEXT    NOT NULL,
    posted_at  INTEGER NOT NULL,
    settles_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL, -- when the status last changed
    operation  BLOB    NOT NULL
) WITHOUT ROWID;
CREATE INDEX transfers_pending ON transfers (settles_at) WHERE status = 'pending';
-- One line for each account of a movement.
CREATE TABLE passbook (
    line     INTEGER PRIMARY KEY,
    account  BLOB    NOT NULL,
    transfer BLOB    NOT NULL,
    amount   INTEGER NOT NULL, -- positive is received, negative is given
    balance  INTEGER NOT NULL, -- settled and pending together, after this line was posted
    lifted   INTEGER NOT NULL  -- 1 when the guarantee took the line over: nothing is paid
);
CREATE INDEX passbook_by_account ON passbook (account, line);
CREATE INDEX passbook_by_transfer ON passbook (transfer);
-- What points are promised to.
CREATE TABLE holds (
    account  BLOB    NOT NULL,
    claim    BLOB    NOT NULL, -- canonical bytes of what the points are promised to
    amount   INTEGER NOT NULL,
    held_at  INTEGER NOT NULL,
    PRIMARY KEY (account, claim)
) WITHOUT ROWID;
