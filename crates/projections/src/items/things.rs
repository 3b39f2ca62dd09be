//! Things: listed, changed, given, and moved from place to place.

use crate::{
    Error,
    codes::{Word as _, whereabouts_text},
    columns::integer,
    facts::{Fact, OperationFacts},
};
use ledger::{
    Action, HutId, ItemId, PartyId,
    category::category,
    event::{HutEvent, ItemEvent},
    operation::{
        HutAction, ItemAction,
        item::{Condition, ItemTerms},
    },
    state::sharing::{Shelf, Whereabouts},
};
use sqlx::SqliteConnection;

pub(super) async fn item_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &ItemEvent,
) -> Result<(), Error> {
    match (event, fact.action) {
        (ItemEvent::ItemListed { item }, Action::Item(ItemAction::ListItem(command))) => {
            list(db, operation, fact, (*item, &command.terms)).await
        }
        (ItemEvent::ItemChanged { item }, Action::Item(ItemAction::ChangeItem(command))) => {
            change(db, *item, &command.terms).await
        }
        (ItemEvent::ItemPaused { item }, _) => set_shelf(db, *item, Shelf::Paused).await,
        (ItemEvent::ItemRecalled { item }, _) => set_shelf(db, *item, Shelf::Recalled).await,
        (ItemEvent::ItemResumed { item }, _) => {
            set_shelf(db, *item, Shelf::Offered).await?;
            sqlx::query("UPDATE items SET place = 'owner' WHERE item = ? AND place = 'lost'")
                .bind(item.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        (ItemEvent::ItemOffered { item }, Action::Item(ItemAction::GiveItem(command))) => {
            sqlx::query("UPDATE items SET offered_to = ? WHERE item = ?")
                .bind(command.to.as_ref().map(|to| to.0.as_slice()))
                .bind(item.0.as_slice())
                .execute(db)
                .await?;
            Ok(())
        }
        (ItemEvent::ItemGiven { item, to, .. }, _) => give(db, *item, *to).await,
        _ => Ok(()),
    }
}

async fn list(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    (item, terms): (ItemId, &ItemTerms),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO items (item, owner, category, category_group, area, content_hash,
         content_bytes, condition, deposit, loan_days, approval, hut, shelf, place, listed_at,
         operation) VALUES (?1, ?2, 0, 0, (SELECT area FROM parties WHERE party = ?2), X'', 0, '',
         0, 0, '', NULL, 'offered', 'owner', ?3, ?4)",
    )
    .bind(item.0.as_slice())
    .bind(fact.by.0.as_slice())
    .bind(integer(operation.time.0))
    .bind(operation.id.0.as_slice())
    .execute(&mut *db)
    .await?;
    change(db, item, terms).await
}

async fn change(db: &mut SqliteConnection, item: ItemId, terms: &ItemTerms) -> Result<(), Error> {
    let group = category(terms.category).map_or(terms.category, |row| row.group);
    sqlx::query(
        "UPDATE items SET category = ?, category_group = ?, content_hash = ?, content_bytes = ?,
         condition = ?, deposit = ?, loan_days = ?, approval = ?, hut = ? WHERE item = ?",
    )
    .bind(terms.category.0)
    .bind(group.0)
    .bind(terms.content.hash.0.as_slice())
    .bind(terms.content.bytes)
    .bind(terms.condition.word())
    .bind(terms.deposit.0)
    .bind(terms.loan_days)
    .bind(terms.approval.word())
    .bind(terms.hut.as_ref().map(|hut| hut.0.as_slice()))
    .bind(item.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_shelf(
    db: &mut SqliteConnection,
    item: ItemId,
    shelf: Shelf,
) -> Result<(), Error> {
    sqlx::query("UPDATE items SET shelf = ? WHERE item = ?")
        .bind(shelf.word())
        .bind(item.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn set_condition(
    db: &mut SqliteConnection,
    item: ItemId,
    condition: Condition,
) -> Result<(), Error> {
    sqlx::query("UPDATE items SET condition = ? WHERE item = ?")
        .bind(condition.word())
        .bind(item.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

async fn give(db: &mut SqliteConnection, item: ItemId, to: PartyId) -> Result<(), Error> {
    sqlx::query(
        "UPDATE items SET owner = ?1, offered_to = NULL, shelf = 'paused',
         area = (SELECT area FROM parties WHERE party = ?1) WHERE item = ?2",
    )
    .bind(to.0.as_slice())
    .bind(item.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

/// The fact at hand and its operation.
pub(super) type At<'a> = (&'a OperationFacts<'a>, Fact<'a>);

/// A thing is somewhere else now; the hut that has it may keep it.
pub(super) async fn move_to(
    db: &mut SqliteConnection,
    (operation, fact): At<'_>,
    item: ItemId,
    place: Whereabouts,
) -> Result<(), Error> {
    let text = whereabouts_text(place);
    sqlx::query("UPDATE items SET place = ? WHERE item = ?")
        .bind(&text)
        .bind(item.0.as_slice())
        .execute(&mut *db)
        .await?;
    sqlx::query(
        "INSERT INTO item_custody (item, place, at, stated_by, operation) VALUES (?, ?, ?, ?, ?)",
    )
    .bind(item.0.as_slice())
    .bind(text)
    .bind(integer(operation.time.0))
    .bind(fact.by.0.as_slice())
    .bind(operation.id.0.as_slice())
    .execute(db)
    .await?;
    Ok(())
}

pub(super) async fn set_hut(
    db: &mut SqliteConnection,
    item: ItemId,
    hut: HutId,
) -> Result<(), Error> {
    sqlx::query("UPDATE items SET hut = ? WHERE item = ?")
        .bind(hut.0.as_slice())
        .bind(item.0.as_slice())
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn hut_event(
    db: &mut SqliteConnection,
    operation: &OperationFacts<'_>,
    fact: Fact<'_>,
    event: &HutEvent,
) -> Result<(), Error> {
    let at = (operation, fact);
    match (event, fact.action) {
        (HutEvent::ItemDeposited { item, hut }, Action::Hut(HutAction::DepositItem(command))) => {
            set_condition(db, *item, command.condition).await?;
            move_to(db, at, *item, Whereabouts::Hut(*hut)).await
        }
        (HutEvent::ItemWithdrawn { item, .. }, _) => {
            move_to(db, at, *item, Whereabouts::Owner).await
        }
        (HutEvent::ItemSent { item, .. }, Action::Hut(HutAction::SendItem(command))) => {
            move_to(db, at, *item, Whereabouts::Transit(command.to)).await
        }
        (HutEvent::ItemReceived { item, hut } | HutEvent::ItemFound { item, hut }, _) => {
            set_hut(db, *item, *hut).await?;
            move_to(db, at, *item, Whereabouts::Hut(*hut)).await
        }
        (HutEvent::ItemMissed { item, hut }, _) => {
            move_to(db, at, *item, Whereabouts::Missing(*hut)).await
        }
        _ => Ok(()),
    }
}
