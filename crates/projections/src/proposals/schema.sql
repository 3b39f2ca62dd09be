-- Actions that wait, or waited, for a second person.
CREATE TABLE proposals (
    proposal    BLOB    PRIMARY KEY,
    proposed_by BLOB    NOT NULL,
    action      TEXT    NOT NULL, -- stable name; the action itself is in the operation
    proposed_at INTEGER NOT NULL,
    expires_at  INTEGER NOT NULL,
    status      TEXT    NOT NULL, -- open, approved, withdrawn, expired
    second      BLOB,             -- who approved
    operation   BLOB    NOT NULL
);
CREATE INDEX proposals_by_end ON proposals (status, expires_at);
