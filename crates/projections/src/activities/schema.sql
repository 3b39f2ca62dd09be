-- Activities and group sessions, and who comes to them.
CREATE TABLE activities (
    sequence      INTEGER PRIMARY KEY,
    activity      BLOB    NOT NULL UNIQUE,
    organiser     BLOB    NOT NULL,
    category      INTEGER NOT NULL,
    area          INTEGER NOT NULL,
    place         TEXT    NOT NULL,
    start         INTEGER NOT NULL,
    minutes       INTEGER NOT NULL,
    capacity      INTEGER NOT NULL,
    ages          TEXT    NOT NULL, -- 'adults' or 'from_eight'
    points        INTEGER NOT NULL, -- for everybody who came, in tenths
    content_hash  BLOB    NOT NULL,
    content_bytes INTEGER NOT NULL,
    status        TEXT    NOT NULL,
    changed_at    INTEGER NOT NULL,
    report_hash   BLOB,
    incidents     INTEGER NOT NULL,
    operation     BLOB    NOT NULL
);
CREATE INDEX activities_by_area ON activities (area, sequence);
CREATE INDEX activities_by_organiser ON activities (organiser, sequence);
CREATE INDEX activities_by_status ON activities (status, start);
CREATE INDEX activities_by_content ON activities (content_hash);
CREATE TABLE sign_ups (
    sequence   INTEGER PRIMARY KEY, -- the order in which people wait
    activity   BLOB    NOT NULL,
    person     BLOB    NOT NULL,
    status     TEXT    NOT NULL, -- 'taken', 'waiting', 'came', 'absent' or 'left'
    changed_at INTEGER NOT NULL,
    late       INTEGER NOT NULL, -- gave the place back late
    UNIQUE (activity, person)
);
CREATE INDEX sign_ups_by_person ON sign_ups (person, sequence);
