//! People with registered keys, half of them with points, all through the real rules.

use ledger::{
    Action, Envelope, Hash, Operation,
    operation::{
        ClockAction, IdentityAction, PointsAction,
        clock::AdvanceClock,
        identity::{IdentityLevel, RegisterPerson},
        points::SettleTransfer,
    },
    signature::Custody,
    time::MINUTE_MS,
};

use super::{
    network::{FOUNDER, Network},
    person::Person,
    story::{COMMUNITY, Stage, step_by_step},
};

/// Registrations in one operation.
const REGISTERED_AT_ONCE: usize = 1_000;
/// Nonces of what prepares a measurement; stories count from zero.
const NONCE: u64 = 1 << 60;
/// Stories of the preparation are numbered from here, so that they differ from measured ones.
const FIRST_STORY: u64 = 1 << 40;

/// Registers pairs of people and lets the second of each earn a day's points.
pub(super) async fn prepare(network: &Network, pairs: u32) -> anyhow::Result<Vec<Person>> {
    let invented = (FOUNDER + 1..=pairs.saturating_mul(2)).map(Person::invented);
    let mut people: Vec<Person> = invented.collect();
    register(network, &people).await?;
    let keys = people.iter().map(Person::key_bytes).collect();
    let indexes = network.key_indexes(keys).await?;
    for (person, index) in people.iter_mut().zip(indexes) {
        person.index = index;
    }
    earn(network, &people).await?;
    Ok(people)
}

async fn register(network: &Network, people: &[Person]) -> anyhow::Result<()> {
    let pen = network.pen().await?;
    let batches = people
        .chunks(REGISTERED_AT_ONCE)
        .zip(NONCE..)
        .map(|(people, nonce)| {
            let actions = people.iter().map(registration).collect();
            pen.sign_operation(&network.founder, nonce, Operation::Batch(actions))
        });
    network.apply(batches.collect()).await
}

fn registration(person: &Person) -> Action {
    Action::Identity(IdentityAction::RegisterPerson(RegisterPerson {
        person: person.id,
        pseudonym: Hash::of(&[b"linli bench pseudonym", &person.id.0]),
        level: IdentityLevel::RealNameChecked,
        community: COMMUNITY,
        key: person.public_key(),
        custody: Custody::Device,
    }))
}

/// Both sides confirm, the demonstration's clock passes the ten minutes, and the points settle.
async fn earn(network: &Network, people: &[Person]) -> anyhow::Result<()> {
    let stage = Stage {
        people,
        pen: network.pen().await?,
        now: network.now().await?,
    };
    let days = (0..stage.pairs()).map(|story| stage.day_of_help(FIRST_STORY + story));
    let (days, transfers): (Vec<_>, Vec<_>) = days.unzip();
    let operations: Vec<Envelope> = step_by_step(days.into_iter()).collect();
    for step in operations.chunks(people.len() / 2) {
        network.apply(step.to_vec()).await?;
    }
    let later = Action::Clock(ClockAction::AdvanceClock(AdvanceClock {
        by_ms: 11 * MINUTE_MS,
    }));
    network
        .apply(vec![network.pen().await?.sign(
            &network.founder,
            NONCE - 1,
            later,
        )])
        .await?;
    let pen = network.pen().await?;
    let settlements = transfers
        .into_iter()
        .zip(NONCE * 2..)
        .map(|(transfer, nonce)| {
            let settle = Action::Points(PointsAction::SettleTransfer(SettleTransfer { transfer }));
            pen.sign(&network.founder, nonce, settle)
        });
    network.apply(settlements.collect()).await
}
