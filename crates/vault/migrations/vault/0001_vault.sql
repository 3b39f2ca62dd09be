-- The sealed records. Every column named sealed_* is readable only with the person's data key,
-- which is not in this file. Every other column holds an opaque id, a keyed hash, a code or a time.

-- One row: names the key store that belongs to this file.
CREATE TABLE store (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    vault_id BLOB    NOT NULL CHECK (length(vault_id) = 16)
);

-- A natural person or an organisation. member_index and pseudonym are keyed hashes.
CREATE TABLE subject (
    person       BLOB    PRIMARY KEY CHECK (length(person) = 16),
    kind         TEXT    NOT NULL CHECK (kind IN ('natural', 'organisation')),
    state        TEXT    NOT NULL CHECK (state IN ('pending', 'active')),
    sample       INTEGER NOT NULL CHECK (sample IN (0, 1)),
    pseudonym    BLOB    UNIQUE CHECK (length(pseudonym) = 32),
    member_index BLOB    NOT NULL UNIQUE CHECK (length(member_index) = 32),
    enrolled_ms  INTEGER NOT NULL,
    enrolled_by  BLOB    NOT NULL CHECK (length(enrolled_by) = 16)
);
CREATE INDEX subject_pending ON subject (state) WHERE state = 'pending';

-- One sealed value per person and field; the field codes are those of the purpose register.
CREATE TABLE personal_field (
    person       BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    field        TEXT    NOT NULL,
    sealed_value BLOB    NOT NULL,
    updated_ms   INTEGER NOT NULL,
    PRIMARY KEY (person, field)
) WITHOUT ROWID;

-- Signing keys that the office holds for a person. Slot 0 is the first; later keys come after it.
CREATE TABLE custodial_key (
    person      BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    slot        INTEGER NOT NULL,
    public_key  BLOB    NOT NULL CHECK (length(public_key) = 32),
    sealed_seed BLOB    NOT NULL,
    PRIMARY KEY (person, slot)
) WITHOUT ROWID;

-- What a person signs in with. At most one PIN and one unused code each.
CREATE TABLE sign_in_secret (
    person        BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    kind          TEXT    NOT NULL CHECK (kind IN ('pin', 'code')),
    serial        BLOB    NOT NULL CHECK (length(serial) = 16),
    sealed_digest BLOB    NOT NULL,
    expires_ms    INTEGER,
    issued_by     BLOB    NOT NULL CHECK (length(issued_by) = 16),
    issued_ms     INTEGER NOT NULL,
    PRIMARY KEY (person, kind)
) WITHOUT ROWID;

-- Failed attempts, by keyed hash of account number or client. Unknown accounts count too.
CREATE TABLE sign_in_attempt (
    counter         BLOB    PRIMARY KEY CHECK (length(counter) = 32),
    failures        INTEGER NOT NULL,
    window_start_ms INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL
) WITHOUT ROWID;

-- Open sessions. The token itself is only with the person; here is its SHA-256.
CREATE TABLE session (
    token_hash   BLOB    PRIMARY KEY CHECK (length(token_hash) = 32),
    person       BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    opened_ms    INTEGER NOT NULL,
    last_seen_ms INTEGER NOT NULL,
    expires_ms   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

-- Consent decisions, one line each, never changed. The newest for a purpose and receiver counts.
-- Ids and codes only: it outlives erasure because the proof of consent is kept three years.
CREATE TABLE consent (
    id            INTEGER PRIMARY KEY,
    person        BLOB    NOT NULL CHECK (length(person) = 16),
    purpose       TEXT    NOT NULL,
    receiver_kind TEXT    NOT NULL CHECK (receiver_kind IN ('office', 'person', 'organisation')),
    receiver      BLOB    NOT NULL,
    decision      TEXT    NOT NULL CHECK (decision IN ('granted', 'refused', 'withdrawn')),
    decided_ms    INTEGER NOT NULL,
    until_ms      INTEGER
);
CREATE INDEX consent_current ON consent (person, purpose, receiver_kind, receiver, id);

-- Who read what, and why: ids and codes only. It outlives erasure by the 180 days the law asks for.
CREATE TABLE access_log (
    id          INTEGER PRIMARY KEY,
    person      BLOB    NOT NULL CHECK (length(person) = 16),
    reader_kind TEXT    NOT NULL
        CHECK (reader_kind IN ('self', 'office', 'person', 'organisation')),
    reader      BLOB    NOT NULL CHECK (length(reader) = 16),
    on_behalf   BLOB,
    purpose     TEXT    NOT NULL,
    basis       TEXT    NOT NULL,
    consent     INTEGER,
    fields      TEXT    NOT NULL,
    read_ms     INTEGER NOT NULL
);
CREATE INDEX access_log_person ON access_log (person, id);
