-- How far the views have come: one row once block 0 is in.
CREATE TABLE IF NOT EXISTS cursor (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    network BLOB    NOT NULL,
    height  INTEGER NOT NULL,
    digest  BLOB    NOT NULL -- of the block at that height
);
-- With which version each view's tables were made.
CREATE TABLE IF NOT EXISTS views (
    name    TEXT    PRIMARY KEY,
    version INTEGER NOT NULL
);
-- Up to which notice a party has read. Not from the blocks, so not part of a rebuild.
CREATE TABLE IF NOT EXISTS notice_reads (
    party BLOB    PRIMARY KEY,
    up_to INTEGER NOT NULL
) WITHOUT ROWID;
-- Who was told that somebody fits: once for each pair of listings. Found by the matching index and
-- not in the blocks, so not part of a rebuild.
CREATE TABLE IF NOT EXISTS match_alerts (
    party   BLOB    NOT NULL, -- whom it is for
    listing BLOB    NOT NULL, -- their own
    partner BLOB    NOT NULL, -- the listing that fits
    at      INTEGER NOT NULL,
    is_read INTEGER NOT NULL,
    PRIMARY KEY (listing, partner)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS match_alerts_by_party ON match_alerts (party, is_read);
CREATE INDEX IF NOT EXISTS match_alerts_by_partner ON match_alerts (partner);
-- Who does not want to be told.
CREATE TABLE IF NOT EXISTS match_alerts_off (
    party BLOB PRIMARY KEY
) WITHOUT ROWID;
-- Words of public content by its hash. Fed from the content store, not part of a rebuild.
CREATE TABLE IF NOT EXISTS texts (
    text    INTEGER PRIMARY KEY,
    content BLOB    NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE IF NOT EXISTS text_words USING fts5(title, body, tokenize = 'unicode61');
