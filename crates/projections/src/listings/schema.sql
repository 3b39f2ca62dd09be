-- Needs and offers.
CREATE TABLE listings (
    sequence      INTEGER PRIMARY KEY,
    listing       BLOB    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL, -- 'need' or 'offer'
    owner         BLOB    NOT NULL,
    category      INTEGER NOT NULL,
    category_group INTEGER NOT NULL,
    area          INTEGER NOT NULL,
    place         TEXT    NOT NULL, -- 'home', 'agreed', 'remote' or 'hut:<hex>'
    windows       TEXT    NOT NULL, -- 'start-end' in milliseconds, separated by spaces
    minutes       INTEGER NOT NULL,
    capacity      INTEGER NOT NULL,
    running       INTEGER NOT NULL, -- places taken
    content_hash  BLOB    NOT NULL,
    content_bytes INTEGER NOT NULL,
    published_at  INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    closed_at     INTEGER,          -- by its owner
    operation     BLOB    NOT NULL
);
CREATE INDEX listings_by_owner ON listings (owner, sequence);
CREATE INDEX listings_by_area ON listings (kind, area, sequence);
CREATE INDEX listings_by_category ON listings (kind, category, sequence);
CREATE INDEX listings_by_content ON listings (content_hash);
-- Working table: which places an exchange may take.
CREATE TABLE _listing_exchanges (
    exchange    BLOB PRIMARY KEY,
    listing     BLOB NOT NULL,
    own_listing BLOB,
    status      TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX _listing_exchanges_by_listing ON _listing_exchanges (listing, status);
CREATE INDEX _listing_exchanges_by_own_listing ON _listing_exchanges (own_listing, status);
