-- One service between two parties.
CREATE TABLE exchanges (
    sequence           INTEGER PRIMARY KEY,
    exchange           BLOB    NOT NULL UNIQUE,
    listing            BLOB    NOT NULL, -- that was asked for
    own_listing        BLOB,             -- the asking side's, if it belongs to one
    provider           BLOB    NOT NULL,
    receiver           BLOB    NOT NULL,
    asked_by           BLOB    NOT NULL,
    funding            TEXT    NOT NULL,
    price              INTEGER NOT NULL, -- tenths of a point, held while it is not completed
    start              INTEGER NOT NULL,
    minutes            INTEGER NOT NULL,
    status             TEXT    NOT NULL,
    asked_at           INTEGER NOT NULL,
    changed_at         INTEGER NOT NULL, -- when the status last changed
    provider_minutes   INTEGER,          -- the provider's statement
    provider_stated_at INTEGER,
    receiver_minutes   INTEGER,          -- the receiver's statement
    receiver_stated_at INTEGER,
    no_show_by         BLOB,             -- who reported it
    cancelled_by       BLOB,             -- empty when points behind it were reversed
    cancelled_late     INTEGER NOT NULL,
    transfer           BLOB,             -- the points it brought
    met_at             INTEGER,          -- when both were at the door
    finished_at        INTEGER,          -- when one side stated the end
    contested_at       INTEGER,          -- when one side contradicted
    silence_at         INTEGER,          -- when it will be looked at if nobody says anything
    operation          BLOB    NOT NULL  -- that asked
);
CREATE INDEX exchanges_by_provider ON exchanges (provider, sequence);
CREATE INDEX exchanges_by_receiver ON exchanges (receiver, sequence);
CREATE INDEX exchanges_by_listing ON exchanges (listing, sequence);
CREATE INDEX exchanges_by_own_listing ON exchanges (own_listing, sequence);
CREATE INDEX exchanges_by_transfer ON exchanges (transfer);
CREATE INDEX exchanges_unanswered ON exchanges (start) WHERE status IN ('requested', 'invited');
CREATE INDEX exchanges_silent ON exchanges (silence_at) WHERE silence_at IS NOT NULL;
-- What happened to it, in order.
CREATE TABLE exchange_steps (
    step      INTEGER PRIMARY KEY,
    exchange  BLOB    NOT NULL,
    what      TEXT    NOT NULL,
    by        BLOB    NOT NULL, -- the actor of the operation
    minutes   INTEGER,          -- of a statement
    at        INTEGER NOT NULL,
    operation BLOB    NOT NULL,
    height    INTEGER NOT NULL
);
CREATE INDEX exchange_steps_by_exchange ON exchange_steps (exchange, step);
