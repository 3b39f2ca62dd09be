//! Somebody takes a place, or the next one on the waitlist. Minors come only where they are
//! admitted, with a guardian's consent; below fourteen it covers their data too (Personal
//! Information Protection Law, article 31).

use crate::{
    apply::Context,
    event::ActivityEvent,
    operation::activity::{Ages, Attendee, SignUp, WAITLIST_MAX},
    rejection::Rejection,
    rules::{Applied, item::require_verified},
    state::{
        activities::{Activity, ActivityStatus, PlaceStatus, SignUpRecord},
        keys,
    },
};

pub(crate) fn apply(context: &mut Context<'_, '_>, command: &SignUp) -> Applied {
    require_verified(context)?;
    let id = command.activity;
    let mut activity = load_open(context, command)?;
    let person = context.actor;
    if activity.organiser == person {
        return Err(Rejection::SelfService);
    }
    check_attendee(&activity, command.attendee)?;
    let key = keys::sign_up(id, person);
    let before = context.get(&key);
    if before.is_some_and(|place| place.status != PlaceStatus::Left) {
        return Err(Rejection::SignUpDuplicate);
    }
    let waiting = take_place(&mut activity, person)?;
    let place = SignUpRecord {
        attendee: command.attendee,
        status: if waiting {
            PlaceStatus::Waiting
        } else {
            PlaceStatus::Taken
        },
        changed_at: context.time,
        taken_at: context.time,
        awarded: false,
    };
    context.put(&key, &place);
    context.put(&keys::activity(id), &activity);
    context.emit(
        ActivityEvent::SignedUp {
            activity: id,
            person,
            waiting,
        }
        .into(),
    );
    Ok(())
}

fn load_open(context: &Context<'_, '_>, command: &SignUp) -> Result<Activity, Rejection> {
    let activity = context.get(&keys::activity(command.activity));
    let activity = activity.ok_or(Rejection::ActivityUnknown)?;
    if activity.status == ActivityStatus::Open && context.time < activity.start {
        Ok(activity)
    } else {
        Err(Rejection::SignUpClosed)
    }
}

fn check_attendee(activity: &Activity, attendee: Attendee) -> Applied {
    let (consent, with_data) = match attendee {
        Attendee::Adult => return Ok(()),
        Attendee::Youth { consent } => (consent, false),
        Attendee::Child { consent } => (consent, true),
    };
    if activity.ages == Ages::Adults {
        return Err(Rejection::MinorsNotAdmitted);
    }
    let covers = consent.is_some_and(|consent| consent.data || !with_data);
    if covers {
        Ok(())
    } else {
        Err(Rejection::GuardianConsentMissing)
    }
}

/// Takes a free place, or waits; whether one has to wait.
fn take_place(activity: &mut Activity, person: crate::PartyId) -> Result<bool, Rejection> {
    if activity.taken < activity.capacity {
        activity.taken = activity.taken.saturating_add(1);
        return Ok(false);
    }
    if activity.waitlist.len() >= WAITLIST_MAX {
        return Err(Rejection::ActivityFull);
    }
    activity.waitlist.push(person);
    Ok(true)
}
