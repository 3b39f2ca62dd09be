-- More ways in: a phone, a passkey; and people who act for others.

-- What a session was opened with, and for whom it acts at the moment.
ALTER TABLE session ADD COLUMN means TEXT NOT NULL DEFAULT 'pin'
    CHECK (means IN ('pin', 'code', 'phone', 'passkey', 'pin_and_passkey', 'provider'));
ALTER TABLE session ADD COLUMN acting_for BLOB CHECK (length(acting_for) = 16);

-- The phone that a person signs in with, as a keyed hash. A family may share one phone: then it
-- names nobody, and signing in by phone is refused for all of them.
CREATE TABLE phone (
    person      BLOB PRIMARY KEY REFERENCES subject (person) ON DELETE CASCADE,
    phone_index BLOB NOT NULL CHECK (length(phone_index) = 32)
) WITHOUT ROWID;
CREATE INDEX phone_by_index ON phone (phone_index);

-- Public keys of passkeys. They open nothing by themselves; sealed all the same, because they say
-- which device somebody uses. The credential id is a keyed hash.
CREATE TABLE passkey (
    credential_index  BLOB    PRIMARY KEY CHECK (length(credential_index) = 32),
    person            BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    sealed_credential BLOB    NOT NULL,
    added_ms          INTEGER NOT NULL,
    used_ms           INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX passkey_person ON passkey (person);

-- Who may act for whom, in what, until when. The key is the helper's: sealed under the helper's
-- data key, and registered on the ledger as one that assists.
CREATE TABLE delegation (
    id          BLOB    PRIMARY KEY CHECK (length(id) = 16),
    elder       BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    helper      BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    scope       TEXT    NOT NULL,
    public_key  BLOB    NOT NULL CHECK (length(public_key) = 32),
    sealed_seed BLOB    NOT NULL,
    begun_ms    INTEGER NOT NULL,
    until_ms    INTEGER NOT NULL,
    ended_ms    INTEGER,
    CHECK (elder <> helper)
) WITHOUT ROWID;
CREATE INDEX delegation_elder ON delegation (elder);
CREATE INDEX delegation_helper ON delegation (helper);
