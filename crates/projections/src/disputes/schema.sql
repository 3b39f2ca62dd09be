-- Disputes and complaints: what they are about, who holds them, which clock runs.
CREATE TABLE disputes (
    dispute    BLOB    PRIMARY KEY,
    subject    TEXT    NOT NULL, -- transfer, exchange, content, party, hut
    subject_id BLOB    NOT NULL,
    filed_by   BLOB    NOT NULL,
    hidden     INTEGER NOT NULL, -- filed for somebody who stays hidden
    area       INTEGER NOT NULL, -- whose office answers
    filed_at   INTEGER NOT NULL,
    due        INTEGER,          -- when the clock that runs now ends
    status     TEXT    NOT NULL, -- filed, answered, appealed, closed, withdrawn
    late       INTEGER NOT NULL, -- the office did not answer in time
    granted    TEXT,
    operation  BLOB    NOT NULL
);
CREATE INDEX disputes_by_clock ON disputes (status, due);
-- Who sits on a panel, as long as they do.
CREATE TABLE panel_seats (
    dispute BLOB NOT NULL,
    person  BLOB NOT NULL,
    PRIMARY KEY (dispute, person)
) WITHOUT ROWID;
CREATE INDEX panel_seats_by_person ON panel_seats (person);
CREATE INDEX disputes_by_filer ON disputes (filed_by);
