-- The generations of the key with which the office signs credentials; the private halves are
-- derived from the issuer's secret and stand nowhere.
CREATE TABLE credential_key (
    generation INTEGER PRIMARY KEY,
    begun_ms   INTEGER NOT NULL,
    retired_ms INTEGER
) WITHOUT ROWID;

-- What has become of each place of each status list. It names nobody, and stays when its person
-- goes: 0 valid, 1 revoked, 2 suspended.
CREATE TABLE credential_status (
    list   INTEGER NOT NULL,
    slot   INTEGER NOT NULL,
    status INTEGER NOT NULL CHECK (status IN (0, 1, 2)),
    PRIMARY KEY (list, slot)
) WITHOUT ROWID;

-- Credentials, sealed under their person's data key; those that a wallet holds have no text here.
CREATE TABLE credential (
    id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
    person      BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    sealed_kind BLOB    NOT NULL,
    sealed_text BLOB,
    list        INTEGER NOT NULL,
    slot        INTEGER NOT NULL,
    issued_ms   INTEGER NOT NULL,
    expires_ms  INTEGER NOT NULL,
    UNIQUE (list, slot)
) WITHOUT ROWID;
CREATE INDEX credential_person ON credential (person, issued_ms);

-- Whoever is erased leaves no credential that still holds.
CREATE TRIGGER credential_gone AFTER DELETE ON credential BEGIN
    UPDATE credential_status SET status = 1 WHERE list = old.list AND slot = old.slot;
END;
