-- Transitions that anyone may state once they are due. The ledger has the last word.
CREATE TABLE timetable (
    action BLOB    PRIMARY KEY, -- canonical bytes of the action to submit
    due    INTEGER NOT NULL     -- not before
) WITHOUT ROWID;
CREATE INDEX timetable_by_due ON timetable (due);
-- Ratings that are sealed still.
CREATE TABLE sealed_ratings (
    exchange BLOB    NOT NULL,
    rater    BLOB    NOT NULL,
    due      INTEGER NOT NULL, -- from when it may be opened
    PRIMARY KEY (exchange, rater)
) WITHOUT ROWID;
CREATE INDEX sealed_ratings_by_due ON sealed_ratings (due);
