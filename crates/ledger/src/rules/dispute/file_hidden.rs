//! A complaint is filed for somebody whom those whom it concerns do not get to see.

use crate::{
    apply::Context,
    authority::Right,
    operation::dispute::{FileHiddenComplaint, Remedy, Subject},
    rejection::Rejection,
    rules::{
        Applied,
        dispute::file::{Filing, concern_of, open},
        require_right,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &FileHiddenComplaint) -> Applied {
    if matches!(command.subject, Subject::Transfer(_) | Subject::Exchange(_)) {
        // Who contests a record is one of its two sides: there is nobody to hide.
        return Err(Rejection::RemedyInvalid);
    }
    let concern = concern_of(context, command.subject)?;
    require_right(context, Right::FileForOthers, concern.area)?;
    if concern.respondent == Some(context.actor) {
        return Err(Rejection::HandlerIsSide);
    }
    let filing = Filing {
        subject: command.subject,
        ground: command.ground,
        claim: Remedy::Words,
        reporter: Some(command.reporter),
        respondent: concern.respondent,
        area: concern.area,
    };
    open(context, filing)
}
