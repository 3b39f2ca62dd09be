-- Sharing huts.
CREATE TABLE huts (
    hut           BLOB    PRIMARY KEY,
    community     INTEGER NOT NULL,
    content_hash  BLOB    NOT NULL, -- name, address and hours, in the content store
    content_bytes INTEGER NOT NULL,
    registered_at INTEGER NOT NULL,
    operation     BLOB    NOT NULL
) WITHOUT ROWID;
CREATE INDEX huts_by_community ON huts (community);
