-- The key store. It is small, it is never copied into an ordinary backup, and it decides who can
-- still be read: a person without a row in data_key is gone, whatever other files say.

-- One row: ties this file to its vault.db, and proves that the office key is the right one.
CREATE TABLE store (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    vault_id     BLOB    NOT NULL CHECK (length(vault_id) = 16),
    sealed_check BLOB    NOT NULL
);

-- Secrets of the office itself, sealed under the office key.
CREATE TABLE office_secret (
    name   TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
);

-- One random key per person, sealed under the office key.
CREATE TABLE data_key (
    person BLOB PRIMARY KEY CHECK (length(person) = 16),
    sealed BLOB NOT NULL
);

-- Who was erased, and when. Kept here so that an old copy of vault.db cannot forget it.
CREATE TABLE tombstone (
    person    BLOB    PRIMARY KEY CHECK (length(person) = 16),
    erased_ms INTEGER NOT NULL
);
