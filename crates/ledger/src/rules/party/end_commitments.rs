//! What a closed party left open is ended; anyone may say that it is due.

use crate::{
    apply::Context, event::PartyEvent, operation::party::EndCommitments, rejection::Rejection,
    rules::Applied, state::records::Standing,
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &EndCommitments) -> Applied {
    let party = command.party;
    if context.party(party)?.standing != Standing::Closed {
        return Err(Rejection::NotDue);
    }
    super::ending::end_all(context, party, &command.commitments)?;
    context.emit(PartyEvent::CommitmentsEnded { party }.into());
    Ok(())
}
