-- Persons and organisations.
CREATE TABLE parties (
    sequence      INTEGER PRIMARY KEY,
    party         BLOB    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL, -- 'person' or 'organisation'
    level         TEXT,             -- of a person
    content_hash  BLOB,             -- of an organisation
    content_bytes INTEGER,
    area          INTEGER NOT NULL,
    registered_by BLOB    NOT NULL,
    registered_at INTEGER NOT NULL,
    operation     BLOB              -- none for the founder
);
CREATE INDEX parties_by_registrar ON parties (registered_by, sequence);
CREATE INDEX parties_by_kind_and_area ON parties (kind, area);
-- Their keys.
CREATE TABLE party_keys (
    key_index     INTEGER PRIMARY KEY,
    party         BLOB    NOT NULL,
    public_key    BLOB    NOT NULL,
    custody       TEXT    NOT NULL,
    registered_at INTEGER NOT NULL,
    revoked_at    INTEGER
);
CREATE INDEX party_keys_by_party ON party_keys (party);
-- Roles that are held; one that was taken back is gone.
CREATE TABLE roles (
    party      BLOB    NOT NULL,
    role       TEXT    NOT NULL,
    scope      TEXT    NOT NULL, -- 'area:440604', 'organisation:<hex>' or 'hut:<hex>'
    until      INTEGER,          -- last moment, or without an end
    granted_by BLOB    NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (party, role, scope)
) WITHOUT ROWID;
