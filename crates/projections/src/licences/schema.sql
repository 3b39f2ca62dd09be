-- Licences that offices saw; one that was taken back is gone.
CREATE TABLE licences (
    party    BLOB    NOT NULL,
    category INTEGER NOT NULL,
    until    INTEGER NOT NULL, -- last moment
    PRIMARY KEY (party, category)
) WITHOUT ROWID;
