-- Points that one person offered to another.
CREATE TABLE gifts (
    gift       BLOB    PRIMARY KEY,
    giver      BLOB    NOT NULL,
    receiver   BLOB    NOT NULL,
    amount     INTEGER NOT NULL, -- in tenths of a point
    status     TEXT    NOT NULL, -- 'offered', 'accepted', 'declined', 'withdrawn' or 'expired'
    offered_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL, -- when the status last changed
    transfer   BLOB              -- the movement of an accepted one
) WITHOUT ROWID;
CREATE INDEX gifts_by_giver ON gifts (giver, offered_at);
CREATE INDEX gifts_by_receiver ON gifts (receiver, offered_at);
-- Who was asked into which household and has not joined it.
CREATE TABLE household_invitations (
    household BLOB    NOT NULL,
    person    BLOB    NOT NULL,
    by        BLOB    NOT NULL,
    asked_at  INTEGER NOT NULL,
    PRIMARY KEY (person, household)
) WITHOUT ROWID;
