//! Activities in the story language: `committee plans tai-chi in 2d places 2`, `ann signs-up
//! committee`, `committee awards ann,bob`. An activity is named by its organiser: the newest.

use super::{Story, actions::after, actions::content, words};
use ledger::{
    Action, ActivityId, Hash, HutId, PartyId, Points,
    operation::{
        activity::{
            Ages, Attendee, AwardPoints, CancelActivity, CancelReason, CheckIn, CheckInPeople,
            ConfirmSession, Consent, CorrectAttendance, FilePapers, HoldActivity, LapseActivity,
            LeaveActivity, MarkAbsent, OpenSignUp, Papers, PlanActivity, Policy, ReportActivity,
            ReportIncident, SignUp, WithdrawAward, code_at,
        },
        listing::Place,
    },
    state::keys,
    time::MINUTE_MS,
};

fn secret() -> Hash {
    Hash::of(&[b"secret of the screen"])
}

fn consent(rest: &[&str]) -> Option<Consent> {
    let reference = Hash::of(&[b"consent"]);
    let data = rest.contains(&"full-consent");
    (data || rest.contains(&"consent")).then_some(Consent { reference, data })
}

fn attendee(rest: &[&str]) -> Attendee {
    let consent = consent(rest);
    if rest.contains(&"youth") {
        Attendee::Youth { consent }
    } else if rest.contains(&"child") {
        Attendee::Child { consent }
    } else {
        Attendee::Adult
    }
}

fn reason(rest: &[&str]) -> CancelReason {
    match rest {
        _ if rest.contains(&"rain") => CancelReason::Weather,
        _ if rest.contains(&"few") => CancelReason::TooFew,
        _ if rest.contains(&"unsafe") => CancelReason::Safety,
        _ => CancelReason::Organiser,
    }
}

impl Story {
    /// The newest activity of somebody.
    pub(crate) fn activity(&self, name: &str) -> ActivityId {
        let by = self.party(name);
        let newest = self.activities.iter().rev().find(|(party, _)| *party == by);
        newest.map_or_else(ActivityId::default, |(_, id)| *id)
    }

    pub(super) fn activity_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        if let Some(action) = self.organiser_action(actor, verb, rest) {
            return Some(action);
        }
        let activity = self.activity(rest.first().copied().unwrap_or(actor));
        Some(match verb {
            "signs-up" => SignUp {
                activity,
                attendee: attendee(rest),
            }
            .into(),
            "gives-up" => LeaveActivity { activity }.into(),
            "checks-in" => CheckIn {
                activity,
                code: self.code(activity, rest),
            }
            .into(),
            "calls-off" => CancelActivity {
                activity,
                reason: reason(rest),
            }
            .into(),
            "reports-incident" => ReportIncident {
                activity,
                content: content(rest),
                injury: true,
            }
            .into(),
            "confirms-session" => ConfirmSession {
                activity,
                minutes: rest
                    .get(1)
                    .map_or(60, |minutes| minutes.parse().expect("minutes are a number")),
            }
            .into(),
            "unawards" => WithdrawAward {
                transfer: self.transfer(rest),
            }
            .into(),
            "lapses" => LapseActivity { activity }.into(),
            _ => return None,
        })
    }

    /// What is said about people, and about the actor's own activity unless `at` names another's.
    fn organiser_action(&self, actor: &str, verb: &str, rest: &[&str]) -> Option<Action> {
        let activity = self.activity(after(rest, "at").unwrap_or(actor));
        let people = || self.people(rest.first().copied().unwrap_or_default());
        Some(match verb {
            "plans" => self.plan(actor, rest).into(),
            "files" => FilePapers {
                activity,
                papers: self.papers(rest),
            }
            .into(),
            "opens-list" => OpenSignUp { activity }.into(),
            "checks" => CheckInPeople {
                activity,
                people: people(),
            }
            .into(),
            "misses-people" => MarkAbsent {
                activity,
                people: people(),
            }
            .into(),
            "corrects" => CorrectAttendance {
                activity,
                people: people(),
            }
            .into(),
            "holds" => HoldActivity { activity }.into(),
            "reports" => ReportActivity {
                activity,
                content: content(rest),
            }
            .into(),
            "awards" => AwardPoints {
                activity,
                people: people(),
            }
            .into(),
            _ => return None,
        })
    }

    fn people(&self, names: &str) -> Vec<PartyId> {
        if names == "everybody" {
            return (0..201_u8).map(|one| PartyId([one; 16])).collect();
        }
        let names = names.split(',').filter(|name| *name != "nobody");
        names.map(|name| self.party(name)).collect()
    }

    fn papers(&self, rest: &[&str]) -> Papers {
        Papers {
            policy: after(rest, "insured").map(|ahead| Policy {
                reference: Hash::of(&[b"policy"]),
                until: self.now().plus_ms(words::duration(ahead)),
            }),
            licence: rest.contains(&"licence").then(|| Hash::of(&[b"licence"])),
        }
    }

    fn plan(&self, actor: &str, rest: &[&str]) -> PlanActivity {
        let number = |mark: &str, usual: u16| {
            after(rest, mark).map_or(usual, |text| text.parse().expect("a number"))
        };
        PlanActivity {
            category: words::category(rest.first().copied().unwrap_or_default()),
            content: content(rest),
            area: after(rest, "for").map_or_else(|| self.home(actor), words::area),
            place: after(rest, "hut")
                .map_or(Place::Agreed, |hut| Place::Hut(HutId(words::short(hut)))),
            start: self
                .now()
                .plus_ms(words::duration(after(rest, "in").unwrap_or("1d"))),
            minutes: number("minutes", 60),
            capacity: number("places", 2),
            risk: rest.contains(&"risky"),
            licensed: rest.contains(&"licensed"),
            papers: self.papers(rest),
            ages: if rest.contains(&"minors") {
                Ages::FromEight
            } else {
                Ages::Adults
            },
            points: after(rest, "points").map_or(Points::ZERO, words::points),
            codes: code_at(&secret(), 0),
        }
    }

    /// The code on the screen now, `slots` slots ago with `late`, or of the next slot with `next`.
    fn code(&self, activity: ActivityId, rest: &[&str]) -> Hash {
        let start = self.chain.state().get(&keys::activity(activity));
        let start = start.map_or(0, |activity| activity.start.0);
        let since = self.now().0.saturating_sub(start - 30 * MINUTE_MS);
        let slot = since / (5 * MINUTE_MS) + 1;
        let back: u64 = after(rest, "late").map_or(0, |slots| slots.parse().expect("slots"));
        let ahead = u64::from(rest.contains(&"next"));
        code_at(&secret(), (slot + ahead).saturating_sub(back))
    }
}
