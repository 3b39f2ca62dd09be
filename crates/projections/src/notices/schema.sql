-- What a party should know: one line for each fact that concerns it and that it did not do itself.
CREATE TABLE notices (
    notice    INTEGER PRIMARY KEY,
    party     BLOB    NOT NULL, -- whom it is for
    code      TEXT    NOT NULL, -- the words are the portal's
    exchange  BLOB,
    subject   TEXT,             -- what else it is about, and its id
    subject_id BLOB,
    transfer  BLOB,
    other     BLOB,             -- the other side
    amount    INTEGER,          -- tenths of a point
    minutes   INTEGER,
    days      INTEGER,          -- that a loan is overdue
    late      INTEGER NOT NULL, -- of a cancellation
    at        INTEGER NOT NULL,
    operation BLOB    NOT NULL
);
CREATE INDEX notices_by_party ON notices (party, notice);
