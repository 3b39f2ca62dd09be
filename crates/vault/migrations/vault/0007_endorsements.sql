-- What organisations attest about people. Who attests is sealed too: that a party branch has said
-- something about somebody is itself a sensitive fact. States: 0 waits for the person's consent,
-- 1 stands, 2 objected to, 3 ended.
CREATE TABLE endorsement (
    id                 BLOB    PRIMARY KEY CHECK (length(id) = 16),
    person             BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    organisation_index BLOB    NOT NULL,
    sealed_words       BLOB    NOT NULL,
    state              INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
    stated_ms          INTEGER NOT NULL,
    until_ms           INTEGER NOT NULL,
    objected_ms        INTEGER
) WITHOUT ROWID;
CREATE INDEX endorsement_person ON endorsement (person, stated_ms);
CREATE INDEX endorsement_organisation ON endorsement (organisation_index, stated_ms);
