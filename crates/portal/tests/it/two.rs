//! What two persons decide together in a test office.

use ledger::{
    Action, AreaCode, ProposalId,
    operation::{
        approval::{ApproveAction, Payload, ProposeAction},
        identity::{GrantRole, Role, Scope},
    },
    time::DAY_MS,
};

use crate::site::Site;
use crate::story;

/// The office gives somebody of the cast a role.
pub(crate) async fn grant(site: &Site, who: &str, role: Role, scope: Scope) {
    let desk = &site.office.desk;
    let grant = GrantRole {
        party: site.office.member(who).party,
        role,
        scope,
        until: None,
    };
    desk.act(desk.office, Action::from(grant)).await.unwrap();
}

/// Mai proposes and the outsider approves; both are administrators of the district from now on.
pub(crate) async fn decide(site: &Site, action: Action) {
    let district = Scope::Area(AreaCode(440_604));
    for who in ["mai", "outsider"] {
        grant(site, who, Role::Administrator, district).await;
    }
    let payload = Payload::new(action).unwrap();
    let expires_at = site.office.desk.now().plus_ms(DAY_MS);
    let propose = Action::from(ProposeAction {
        action: payload.clone(),
        expires_at,
    });
    let proposed = story::act(&site.office, "mai", propose).await;
    let approve = Action::from(ApproveAction {
        proposal: ProposalId::derive(proposed, 0),
        action: payload,
    });
    story::act(&site.office, "outsider", approve).await;
}
