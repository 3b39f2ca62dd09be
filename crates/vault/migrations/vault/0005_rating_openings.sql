-- What somebody said about a service, until the ledger opens it: sealed under the person's key.
CREATE TABLE rating_opening (
    exchange       BLOB    NOT NULL CHECK (length(exchange) = 16),
    person         BLOB    NOT NULL REFERENCES subject (person) ON DELETE CASCADE,
    sealed_opening BLOB    NOT NULL,
    kept_ms        INTEGER NOT NULL,
    PRIMARY KEY (exchange, person)
) WITHOUT ROWID;
