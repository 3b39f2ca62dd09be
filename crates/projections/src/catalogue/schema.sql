-- What sponsors give for points.
CREATE TABLE catalogue_entries (
    entry     BLOB    PRIMARY KEY,
    sponsor   BLOB    NOT NULL,
    community INTEGER NOT NULL, -- whose residents may redeem it
    kind      TEXT    NOT NULL, -- 'service' or 'donated_goods'
    price     INTEGER NOT NULL, -- in tenths of a point
    keep_ms   INTEGER NOT NULL, -- how long a reservation is kept
    content   BLOB    NOT NULL, -- the hash of its words
    closed    INTEGER NOT NULL
) WITHOUT ROWID;
-- Residents' claims to it.
CREATE TABLE redemptions (
    redemption BLOB    PRIMARY KEY,
    entry      BLOB    NOT NULL,
    person     BLOB    NOT NULL,
    price      INTEGER NOT NULL,
    status     TEXT    NOT NULL, -- 'queued', 'reserved', 'given', 'taken_back' by the person,
                                 -- 'failed' by anybody else, or 'expired'
    asked_at   INTEGER NOT NULL,
    changed_at INTEGER NOT NULL  -- when the status last changed
) WITHOUT ROWID;
CREATE INDEX redemptions_by_change ON redemptions (changed_at);
CREATE INDEX redemptions_waiting ON redemptions (asked_at) WHERE status = 'queued';
