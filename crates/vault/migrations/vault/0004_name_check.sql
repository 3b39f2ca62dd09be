-- How a real name was checked: by a document that a clerk saw, or by the answer of a register.
-- Ids, codes and times only; it goes with the person.
CREATE TABLE name_check (
    id     INTEGER PRIMARY KEY,
    person BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    clerk  BLOB    NOT NULL CHECK (length(clerk) = 16),
    basis  TEXT    NOT NULL CHECK (basis IN ('document', 'register')),
    at_ms  INTEGER NOT NULL
);
CREATE INDEX name_check_person ON name_check (person, id);
