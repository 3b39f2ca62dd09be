-- Huts day by day: doors, shifts, stocktakes, kiosks and their conflicts.
CREATE TABLE hut_doors (
    hut        BLOB PRIMARY KEY,
    open       INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE hut_shifts (
    sequence  INTEGER PRIMARY KEY,
    hut       BLOB    NOT NULL,
    keeper    BLOB    NOT NULL,
    begun_at  INTEGER NOT NULL,
    ended_at  INTEGER
);
CREATE INDEX hut_shifts_by_hut ON hut_shifts (hut, sequence);
CREATE TABLE stocktakes (
    sequence  INTEGER PRIMARY KEY,
    hut       BLOB    NOT NULL,
    keeper    BLOB    NOT NULL, -- in charge
    at        INTEGER NOT NULL,
    counted   INTEGER NOT NULL,
    unlisted  INTEGER NOT NULL, -- things that are listed nowhere
    operation BLOB    NOT NULL
);
CREATE INDEX stocktakes_by_hut ON stocktakes (hut, sequence);
CREATE TABLE stock_differences (
    stocktake INTEGER NOT NULL,
    item      BLOB    NOT NULL,
    kind      TEXT    NOT NULL, -- 'missing', 'found' or 'surplus'
    found_at  INTEGER,          -- a missing thing that was found later
    PRIMARY KEY (stocktake, item)
) WITHOUT ROWID;
CREATE INDEX stock_differences_by_item ON stock_differences (item);
CREATE TABLE kiosks (
    kiosk   BLOB PRIMARY KEY,
    hut     BLOB    NOT NULL,
    revoked INTEGER NOT NULL,
    next    INTEGER NOT NULL -- position of the next statement
) WITHOUT ROWID;
CREATE TABLE kiosk_conflicts (
    sequence  INTEGER PRIMARY KEY,
    kiosk     BLOB    NOT NULL,
    statement INTEGER NOT NULL,
    item      BLOB    NOT NULL,
    conflict  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    operation BLOB    NOT NULL
);
CREATE INDEX kiosk_conflicts_by_kiosk ON kiosk_conflicts (kiosk, sequence);
