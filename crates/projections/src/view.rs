//! What a view is, and the order in which the views run.

use crate::{Error, facts::BlockFacts};
use async_trait::async_trait;
use ledger::Genesis;
use sqlx::{AssertSqlSafe, SqliteConnection};

/// A set of tables that follows from the blocks and from nothing else.
#[async_trait]
pub(crate) trait View: Send + Sync {
    /// Name, stable.
    fn name(&self) -> &'static str;

    /// Raised with every change of schema or meaning; a change rebuilds everything.
    fn version(&self) -> u32;

    /// Its tables.
    fn tables(&self) -> &'static [&'static str];

    /// Creates its tables.
    fn schema(&self) -> &'static str;

    /// Takes in what genesis says.
    async fn start(&self, _db: &mut SqliteConnection, _genesis: &Genesis) -> Result<(), Error> {
        Ok(())
    }

    /// Takes in a block.
    async fn apply(&self, db: &mut SqliteConnection, block: &BlockFacts<'_>) -> Result<(), Error>;

    /// Drops its tables and creates them empty.
    async fn reset(&self, db: &mut SqliteConnection) -> Result<(), Error> {
        for table in self.tables() {
            let drop = format!("DROP TABLE IF EXISTS {table}");
            sqlx::raw_sql(AssertSqlSafe(drop)).execute(&mut *db).await?;
        }
        sqlx::raw_sql(self.schema()).execute(&mut *db).await?;
        Ok(())
    }
}

/// Every view, in the order in which a block passes through them.
pub(crate) const VIEWS: &[&dyn View] = &[
    &crate::operations::Operations,
    &crate::parties::Parties,
    &crate::huts::Huts,
    &crate::items::Items,
    &crate::shelves::Shelves,
    &crate::activities::Activities,
    &crate::listings::Listings,
    &crate::licences::Licences,
    &crate::exchanges::Exchanges,
    &crate::passbook::Passbook,
    &crate::match_rounds::MatchRounds,
    &crate::proposals::Proposals,
    &crate::disputes::Disputes,
    &crate::takedowns::Takedowns,
    &crate::catalogue::Catalogue,
    &crate::gifts::Gifts,
    &crate::notices::Notices,
    &crate::timetable::Timetable,
];
