-- Content that two persons took off the pages: whose it was, and what became of it.
CREATE TABLE takedowns (
    content  BLOB    PRIMARY KEY, -- its hash
    owner    BLOB    NOT NULL,
    area     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    appealed INTEGER NOT NULL,
    restored INTEGER NOT NULL
);
CREATE INDEX takedowns_by_owner ON takedowns (owner, at);
CREATE INDEX takedowns_appealed ON takedowns (appealed, restored);
