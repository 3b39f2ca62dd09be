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
-- Words of public content by its hash. Fed from the content store, not part of a rebuild.
CREATE TABLE IF NOT EXISTS texts (
    text    INTEGER PRIMARY KEY,
    content BLOB    NOT NULL UNIQUE
);
CREATE VIRTUAL TABLE IF NOT EXISTS text_words USING fts5(title, body, tokenize = 'unicode61');
