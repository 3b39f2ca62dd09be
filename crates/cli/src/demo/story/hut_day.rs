//! The huts on the day of the demonstration: some keepers have opened, and have on their shelves
//! what was brought to them.

use anyhow::Context as _;
use ledger::{
    Hash,
    operation::hut::{BeginShift, DepositItem, OpenHut},
};
use projections::{Page, items::ItemFilter};

use super::Story;

/// The huts that are open when a newcomer looks around; the others are not open yet.
const OPEN: [&str; 3] = ["tongji", "lanshi", "meigui"];
const THINGS_MAX: u32 = 100;

/// Lets the keepers of the open huts come, open, and take in what its owners gave to the hut.
pub(super) async fn open(story: &Story<'_>) -> anyhow::Result<()> {
    for key in OPEN {
        let hut = *story.huts.get(key).context("sample hut")?;
        let people = &story.sample.people;
        let keeper = people.iter().find(|row| row.hut.as_deref() == Some(key));
        let keeper = story.party(&keeper.context("sample keeper")?.key)?;
        let come = vec![BeginShift { hut }.into(), OpenHut { hut }.into()];
        let opened = story.desk.act_all(keeper, come).await;
        opened.with_context(|| format!("sample hut {key}"))?;
        let listed = ItemFilter::default();
        let things = story
            .desk
            .projections
            .items(&listed, Page::first(THINGS_MAX));
        for thing in things.await? {
            if thing.terms.hut != Some(hut) {
                continue;
            }
            let deposit = DepositItem {
                item: thing.item,
                condition: thing.terms.condition,
                photo: Hash::ZERO,
            };
            let kept = story.desk.act(keeper, deposit.into()).await;
            kept.with_context(|| format!("what hut {key} keeps"))?;
        }
    }
    Ok(())
}
