-- Transitions that anyone may state once they are due. The ledger has the last word.
CREATE TABLE timetable (
    action BLOB    PRIMARY KEY, -- canonical bytes of the action to submit
    due    INTEGER NOT NULL     -- not before
) WITHOUT ROWID;
CREATE INDEX timetable_by_due ON timetable (due);
