-- Who answers for whom. Every natural person enrolled from now on has a row, grown-ups too, and all
-- rows look alike: the table does not tell who is a minor. Who is without a row is grown up.
CREATE TABLE guardian (
    person         BLOB PRIMARY KEY REFERENCES subject (person) ON DELETE CASCADE,
    guardian_index BLOB NOT NULL CHECK (length(guardian_index) = 32),
    sealed_words   BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX guardian_index ON guardian (guardian_index);
