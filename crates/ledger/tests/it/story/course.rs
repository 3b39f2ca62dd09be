//! Words for the course of a service: invitations, other times, the door, contradiction, witnesses,
//! silence, safety, ratings and licences.

use super::{
    Story,
    actions::{after, content, number},
    words,
};
use ledger::{
    Action, CheckInCode, Event, ExchangeId, Hash, HutId, PartyId, Salt, Timestamp,
    event::{ExchangeEvent, ListingEvent, RatingEvent},
    operation::{
        exchange::{
            AcceptInvitation, AgreeTime, AnswerNoShow, ContestService, DropTime, EndSilence,
            FinishService, InviteToExchange, OpenCheckIn, ProposeTime, RepeatCode, RestoreTime,
            StopExchange, WithdrawAnswer, WithdrawCheckIn, WithdrawContest, WitnessService,
            check_in_hash,
        },
        rating::{
            CommitRating, EndRating, OpenRating, RatingWords, ReplyToRating, WithdrawRating,
            WithdrawReply, rating_commitment,
        },
    },
};

fn hut(rest: &[&str]) -> Option<HutId> {
    after(rest, "hut").map(|name| HutId(words::short(name)))
}

/// The minutes at a position, sixty if there are none.
fn minutes(rest: &[&str], at: usize) -> u16 {
    let word = rest
        .get(at)
        .filter(|word| word.starts_with(|digit: char| digit.is_ascii_digit()));
    word.map_or(60, |minutes| number(minutes))
}

fn code(rest: &[&str]) -> CheckInCode {
    CheckInCode(words::short(after(rest, "code").unwrap_or("code")))
}

/// What somebody rates: stars, perhaps words, and the salt of the seal.
fn rating(rest: &[&str]) -> (RatingWords, Salt) {
    let stars = rest.get(1).map_or(5, |stars| stars.parse().expect("stars"));
    let words = rest.contains(&"content").then(|| content(rest));
    let salt = after(rest, "salted").unwrap_or("salt");
    (
        RatingWords { stars, words },
        Salt(Hash::of(&[salt.as_bytes()]).0),
    )
}

impl Story {
    fn time_in(&self, rest: &[&str]) -> Timestamp {
        match after(rest, "since") {
            Some(past) => self.now().minus_ms(words::duration(past)),
            None => {
                let ahead = after(rest, "in").map_or(0, words::duration);
                self.now().plus_ms(ahead)
            }
        }
    }

    pub(super) fn course_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let exchange = self.exchange(actor, rest.first().copied().unwrap_or("nobody"));
        Some(match verb {
            "pairs" => InviteToExchange {
                need: self.listing(rest.first()?),
                offer: self.listing(rest.get(1)?),
                start: self.time_in(rest),
                minutes: minutes(rest, 2),
                hut: hut(rest),
            }
            .into(),
            "says-yes" => AcceptInvitation { exchange }.into(),
            "unsays-yes" => WithdrawAnswer { exchange }.into(),
            "suggests" => ProposeTime {
                exchange,
                start: self.time_in(rest),
                minutes: minutes(rest, 1),
            }
            .into(),
            "takes-time" => AgreeTime {
                exchange,
                start: self.time_in(rest),
                minutes: minutes(rest, 1),
            }
            .into(),
            "drops-time" => DropTime { exchange }.into(),
            "restores-time" => RestoreTime { exchange }.into(),
            _ => return self.door_action(verb, rest, exchange),
        })
    }

    fn door_action(&self, verb: &str, rest: &[&str], exchange: ExchangeId) -> Option<Action> {
        Some(match verb {
            "shows-code" => OpenCheckIn {
                exchange,
                code_hash: check_in_hash(exchange, code(rest)),
            }
            .into(),
            "repeats-code" => RepeatCode {
                exchange,
                code: code(rest),
            }
            .into(),
            "finishes" => FinishService { exchange }.into(),
            "unchecks" => WithdrawCheckIn { exchange }.into(),
            "contradicts" => ContestService {
                exchange,
                minutes: number(rest.get(1)?),
            }
            .into(),
            "uncontests" => WithdrawContest { exchange }.into(),
            "answers-no-show" => AnswerNoShow { exchange }.into(),
            "witnesses" => WitnessService {
                exchange,
                minutes: minutes(rest, 1),
                hut: hut(rest),
            }
            .into(),
            "ends-silence" => EndSilence { exchange }.into(),
            "stops" => StopExchange {
                exchange,
                incident: Some(Hash::of(&[b"incident"])),
            }
            .into(),
            _ => return None,
        })
    }

    /// Who rated: the first of a pair `ann:bob`.
    fn rater(&self, actor: &str, rest: &[&str]) -> PartyId {
        let pair = rest.first().copied().unwrap_or_default();
        self.party(pair.split_once(':').map_or(actor, |(rater, _)| rater))
    }

    pub(super) fn rating_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let exchange = self.exchange(actor, rest.first().copied().unwrap_or("nobody"));
        let by = self.rater(actor, rest);
        Some(match verb {
            "rates" => {
                let (rating, salt) = rating(rest);
                let commitment = rating_commitment(exchange, by, &rating, salt);
                CommitRating {
                    exchange,
                    commitment,
                }
                .into()
            }
            "unrates" => WithdrawRating { exchange }.into(),
            "unseals" => {
                let (rating, salt) = rating(rest);
                OpenRating {
                    exchange,
                    by,
                    rating,
                    salt,
                }
                .into()
            }
            "replies" => ReplyToRating {
                exchange,
                words: content(rest),
            }
            .into(),
            "unreplies" => WithdrawReply { exchange }.into(),
            "ends-rating" => EndRating { exchange, by }.into(),
            _ => return None,
        })
    }

    pub(super) fn event_of_course(&self, event: &Event) -> Option<String> {
        match event {
            Event::Exchange(event) => self.exchange_in_words(event),
            Event::Rating(event) => Some(self.rating_in_words(event)),
            Event::Listing(ListingEvent::LicenceAttested { party }) => {
                Some(format!("{} has a licence", self.name(*party)))
            }
            Event::Listing(ListingEvent::LicenceRevoked { party }) => {
                Some(format!("{} lost a licence", self.name(*party)))
            }
            _ => None,
        }
    }

    fn exchange_in_words(&self, event: &ExchangeEvent) -> Option<String> {
        let name = |party: &PartyId| self.name(*party);
        Some(match event {
            ExchangeEvent::ExchangeInvited {
                provider, receiver, ..
            } => format!("{} is asked to serve {}", name(provider), name(receiver)),
            ExchangeEvent::InvitationAccepted { by, .. } => format!("{} joined", name(by)),
            ExchangeEvent::AnswerWithdrawn { by, .. } => format!("{} joins no more", name(by)),
            ExchangeEvent::TimeProposed { by, .. } => format!("{} proposed a time", name(by)),
            ExchangeEvent::TimeAgreed { minutes, price, .. } => {
                format!("moved to {minutes} for {price}")
            }
            ExchangeEvent::TimeDropped { by, .. } => format!("{} dropped the time", name(by)),
            ExchangeEvent::TimeRestored {
                by, minutes, price, ..
            } => format!("{} moved it back to {minutes} for {price}", name(by)),
            ExchangeEvent::CheckInOpened { by, .. } => format!("{} shows a code", name(by)),
            ExchangeEvent::BothCheckedIn { by, .. } => format!("{} checked in", name(by)),
            ExchangeEvent::ServiceFinished { by, .. } => format!("{} finished", name(by)),
            ExchangeEvent::CheckInWithdrawn { by, .. } => format!("{} unchecked", name(by)),
            ExchangeEvent::ServiceContested { by, minutes, .. } => {
                format!("{} contested and admits {minutes}", name(by))
            }
            ExchangeEvent::ContestWithdrawn { by, .. } => {
                format!("{} contests no more", name(by))
            }
            ExchangeEvent::NoShowAnswered { by, .. } => format!("{} says to have come", name(by)),
            ExchangeEvent::NoShowUpheld { .. } => "no-show upheld".to_owned(),
            ExchangeEvent::ServiceWitnessed { by, minutes, .. } => {
                format!("{} witnessed {minutes}", name(by))
            }
            ExchangeEvent::SilenceEnded { .. } => "silence ended".to_owned(),
            ExchangeEvent::ExchangeLapsed { .. } => "lapsed".to_owned(),
            ExchangeEvent::ExchangeStopped { by, .. } => format!("stopped by {}", name(by)),
            _ => return None,
        })
    }

    fn rating_in_words(&self, event: &RatingEvent) -> String {
        let name = |party: &PartyId| self.name(*party);
        match event {
            RatingEvent::RatingCommitted { by, .. } => format!("{} rated", name(by)),
            RatingEvent::RatingWithdrawn { by, .. } => format!("{} rates no more", name(by)),
            RatingEvent::RatingOpened { by, stars, .. } => format!("{} gave {stars}", name(by)),
            RatingEvent::RatingReplied { by, .. } => format!("{} replied", name(by)),
            RatingEvent::ReplyWithdrawn { by, .. } => format!("{} unreplied", name(by)),
            RatingEvent::RatingEnded { by, opened, .. } => {
                let was = if *opened { "open" } else { "sealed" };
                format!("the {was} rating of {} is gone", name(by))
            }
        }
    }
}
