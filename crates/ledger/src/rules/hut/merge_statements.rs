//! What a kiosk noted offline comes into the ledger, in its order. A broken chain or a forged
//! signature is refused; what cannot be taken as it stands is a fact for the keeper.

use crate::{
    apply::Context,
    authority::Right,
    event::HutEvent,
    ids::{KioskId, NetworkId},
    operation::hut::{KioskStatement, MergeStatements, STATEMENT_AGE_MS_MAX, STATEMENTS_MAX},
    rejection::Rejection,
    rules::{Applied, require_right},
    signature::verifies,
    state::{huts::Kiosk, keys},
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &MergeStatements) -> Applied {
    let mut kiosk = super::load_kiosk(context, command.kiosk)?;
    if !super::is_keeper(context, kiosk.hut) {
        let community = super::load(context, kiosk.hut)?.community;
        require_right(context, Right::MergeKiosk, community)?;
    }
    if command.statements.is_empty() || command.statements.len() > STATEMENTS_MAX {
        return Err(Rejection::ListInvalid);
    }
    let network = context.meta()?.network;
    let names = (network, command.kiosk);
    for statement in &command.statements {
        check(context, names, &kiosk, statement)?;
        advance(names, &mut kiosk, statement)?;
    }
    context.put(&keys::kiosk(command.kiosk), &kiosk);
    context.emit(
        HutEvent::StatementsMerged {
            kiosk: command.kiosk,
            next: kiosk.next,
        }
        .into(),
    );
    for statement in &command.statements {
        super::kiosk_entry::merge(context, names, kiosk.hut, statement)?;
    }
    Ok(())
}

fn check(
    context: &Context<'_, '_>,
    (network, id): (NetworkId, KioskId),
    kiosk: &Kiosk,
    statement: &KioskStatement,
) -> Applied {
    if statement.sequence != kiosk.next || statement.previous != kiosk.last {
        return Err(Rejection::StatementsBroken);
    }
    let oldest = context.time.minus_ms(STATEMENT_AGE_MS_MAX);
    if statement.at > context.time || statement.at < kiosk.last_at || statement.at < oldest {
        return Err(Rejection::StatementTimeInvalid);
    }
    let bytes = statement.signing_bytes(network, id);
    if verifies(&kiosk.key, &bytes, &statement.signature) {
        Ok(())
    } else {
        Err(Rejection::StatementForged)
    }
}

fn advance(
    (network, id): (NetworkId, KioskId),
    kiosk: &mut Kiosk,
    statement: &KioskStatement,
) -> Applied {
    let next = kiosk.next.checked_add(1);
    kiosk.next = next.ok_or(Rejection::StatementsBroken)?;
    kiosk.last = statement.hash(network, id);
    kiosk.last_at = statement.at;
    Ok(())
}
