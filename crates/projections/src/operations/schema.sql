-- Blocks.
CREATE TABLE blocks (
    height     INTEGER PRIMARY KEY,
    digest     BLOB    NOT NULL,
    time       INTEGER NOT NULL,
    operations INTEGER NOT NULL -- how many
);
CREATE INDEX blocks_by_digest ON blocks (digest);
-- Operations in the order of the ledger.
CREATE TABLE operations (
    sequence  INTEGER PRIMARY KEY,
    operation BLOB    NOT NULL UNIQUE,
    height    INTEGER NOT NULL,
    position  INTEGER NOT NULL, -- in the block
    actor     BLOB    NOT NULL,
    custody   TEXT    NOT NULL,
    actions   INTEGER NOT NULL, -- how many
    names     TEXT    NOT NULL, -- distinct names, in order of first use, separated by spaces
    verdict   TEXT    NOT NULL, -- 'applied' or the code of the rejection
    time      INTEGER NOT NULL
);
CREATE INDEX operations_by_actor ON operations (actor, sequence);
CREATE INDEX operations_by_height ON operations (height, position);
