-- Things that are lent or given, and where each has been.
CREATE TABLE items (
    sequence      INTEGER PRIMARY KEY,
    item          BLOB    NOT NULL UNIQUE,
    owner         BLOB    NOT NULL,
    category      INTEGER NOT NULL,
    category_group INTEGER NOT NULL,
    area          INTEGER NOT NULL,
    content_hash  BLOB    NOT NULL,
    content_bytes INTEGER NOT NULL,
    condition     TEXT    NOT NULL, -- 'new', 'good', 'worn' or 'damaged'
    deposit       INTEGER NOT NULL, -- tenths of a point
    loan_days     INTEGER NOT NULL,
    approval      TEXT    NOT NULL, -- 'instant' or 'on_request'
    hut           BLOB,             -- that may keep it
    shelf         TEXT    NOT NULL, -- 'offered', 'paused' or 'recalled'
    place         TEXT    NOT NULL, -- 'owner', 'lost', 'borrower:<loan>', or a hut's
    offered_to    BLOB,             -- for good
    listed_at     INTEGER NOT NULL,
    operation     BLOB    NOT NULL
);
CREATE INDEX items_by_owner ON items (owner, sequence);
CREATE INDEX items_by_area ON items (area, sequence);
CREATE INDEX items_by_category ON items (category, sequence);
CREATE INDEX items_by_place ON items (place);
CREATE INDEX items_by_content ON items (content_hash);
-- Every change of custody: where a thing went, when, and who stated it.
CREATE TABLE item_custody (
    sequence  INTEGER PRIMARY KEY,
    item      BLOB    NOT NULL,
    place     TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    stated_by BLOB    NOT NULL,
    operation BLOB    NOT NULL
);
CREATE INDEX item_custody_by_item ON item_custody (item, sequence);
-- Loans, from the request to the end.
CREATE TABLE loans (
    sequence       INTEGER PRIMARY KEY,
    loan           BLOB    NOT NULL UNIQUE,
    item           BLOB    NOT NULL,
    lender         BLOB    NOT NULL,
    borrower       BLOB    NOT NULL,
    from_day       INTEGER NOT NULL, -- days since 1970 in China Standard Time
    last_day       INTEGER NOT NULL,
    proposed_day   INTEGER,          -- the longer last day asked for
    deposit        INTEGER NOT NULL, -- set aside now, in tenths of a point
    status         TEXT    NOT NULL,
    changed_at     INTEGER NOT NULL,
    lender_stated  INTEGER NOT NULL, -- has stated the hand-over or return under way
    borrower_stated INTEGER NOT NULL,
    handed_over_at INTEGER,
    source_hut     BLOB,             -- it was handed over from
    condition      TEXT,             -- at the hand-over
    returned_day   INTEGER,
    overdue_marks  INTEGER NOT NULL,
    merged_at      INTEGER,          -- a kiosk's entry about it
    requested_at   INTEGER NOT NULL,
    operation      BLOB    NOT NULL
);
CREATE INDEX loans_by_item ON loans (item, from_day);
CREATE INDEX loans_by_borrower ON loans (borrower, sequence);
CREATE INDEX loans_by_lender ON loans (lender, sequence);
CREATE INDEX loans_by_status ON loans (status, last_day);
