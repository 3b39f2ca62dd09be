-- What was done for a person at the counter after a loss or a change: by whom and when. Ids, codes
-- and times only; it goes with the person.
CREATE TABLE counter_trace (
    id     INTEGER PRIMARY KEY,
    person BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    clerk  BLOB    NOT NULL CHECK (length(clerk) = 16),
    cause  TEXT    NOT NULL
        CHECK (cause IN ('lost_phone', 'lost_card', 'name_changed', 'death')),
    at_ms  INTEGER NOT NULL
);
CREATE INDEX counter_trace_person ON counter_trace (person, id);
