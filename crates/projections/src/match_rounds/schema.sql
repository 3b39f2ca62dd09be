-- Matching rounds that offices recorded.
CREATE TABLE match_rounds (
    round              INTEGER PRIMARY KEY,
    height             INTEGER NOT NULL, -- whose listings were matched
    parameters_version INTEGER NOT NULL,
    inputs             BLOB    NOT NULL,
    result             BLOB    NOT NULL,
    recorded_by        BLOB    NOT NULL,
    recorded_at        INTEGER NOT NULL,
    operation          BLOB    NOT NULL
);
