-- Words between named people about one thing (a dispute, an exchange), reports about what others
-- wrote, and who wants to hear no more from whom. Words are sealed under their author's key.
CREATE TABLE letter (
    id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
    person       BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    topic        INTEGER NOT NULL CHECK (topic IN (0, 1, 2)),
    thing        BLOB    NOT NULL,
    sealed_words BLOB    NOT NULL,
    written_ms   INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX letter_thing ON letter (topic, thing, written_ms);
CREATE INDEX letter_person ON letter (person, written_ms);

-- States: 0 waits, 1 somebody looks at it, 2 nothing was found, 3 it was proposed for takedown.
CREATE TABLE report (
    id           BLOB    PRIMARY KEY CHECK (length(id) = 16),
    person       BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    kind         TEXT    NOT NULL,
    thing        BLOB    NOT NULL,
    content      BLOB    NOT NULL,
    owner        BLOB    NOT NULL,
    area         INTEGER NOT NULL,
    ground       TEXT    NOT NULL,
    sealed_words BLOB    NOT NULL,
    state        INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
    holder       BLOB,
    reported_ms  INTEGER NOT NULL,
    decided_ms   INTEGER
) WITHOUT ROWID;
CREATE INDEX report_state ON report (state, reported_ms);
CREATE INDEX report_person ON report (person, reported_ms);

CREATE TABLE silence (
    person   BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    other    BLOB    NOT NULL,
    since_ms INTEGER NOT NULL,
    PRIMARY KEY (person, other)
) WITHOUT ROWID;

-- What somebody found when a pattern was put before them; the pattern is named by a hash.
CREATE TABLE finding (
    signal   BLOB    PRIMARY KEY CHECK (length(signal) = 32),
    decision INTEGER NOT NULL CHECK (decision IN (0, 1)),
    decider  BLOB    NOT NULL,
    at_ms    INTEGER NOT NULL
) WITHOUT ROWID;

-- Who holds what an office refers to a named person: they accept it, and it stays theirs.
CREATE TABLE referral (
    topic  INTEGER NOT NULL CHECK (topic IN (0, 1)),
    thing  BLOB    NOT NULL,
    holder BLOB    NOT NULL,
    at_ms  INTEGER NOT NULL,
    PRIMARY KEY (topic, thing)
) WITHOUT ROWID;
