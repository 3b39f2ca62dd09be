//! Roles follow the ledger's grants: wherever they hold, and no longer than they do.

use std::collections::BTreeSet;

use ledger::operation::identity::{GrantRole, RegisterHut, Role as Granted, Scope};
use ledger::operation::listing::ContentRef;
use ledger::{Action, AreaCode, Hash, HutId, Timestamp, operation::IdentityAction};
use portal::session::Role;

use crate::site::Site;

const HUT: HutId = HutId([5; 16]);

async fn grant(site: &Site, role: Granted, scope: Scope, until: Option<Timestamp>) {
    let desk = &site.office.desk;
    let party = site.office.member("mai").party;
    let grant = GrantRole {
        party,
        role,
        scope,
        until,
    };
    let done = desk
        .act(
            desk.office,
            Action::Identity(IdentityAction::GrantRole(grant)),
        )
        .await;
    assert!(done.is_ok(), "{:?}", done.err());
}

async fn roles(site: &Site) -> BTreeSet<Role> {
    let mai = site.office.member("mai").party;
    site.office.desk.roles(mai).await.unwrap()
}

#[tokio::test]
async fn a_person_is_a_resident_and_an_organisation_is_not() {
    let site = Site::open().await;
    assert_eq!(roles(&site).await, [Role::Resident].into());
    let office = site
        .office
        .desk
        .roles(site.office.desk.office)
        .await
        .unwrap();
    assert!(office.contains(&Role::Administrator) && !office.contains(&Role::Resident));
}

#[tokio::test]
async fn a_keeper_is_known_by_the_hut_and_a_worker_by_an_area_of_elsewhere() {
    let site = Site::open().await;
    let desk = &site.office.desk;
    let hut = RegisterHut {
        hut: HUT,
        community: AreaCode(440_604_010_001),
        content: ContentRef {
            hash: Hash([1; 32]),
            bytes: 1,
        },
    };
    desk.act(
        desk.office,
        Action::Identity(IdentityAction::RegisterHut(hut)),
    )
    .await
    .unwrap();
    grant(&site, Granted::HutKeeper, Scope::Hut(HUT), None).await;
    let elsewhere = Scope::Area(AreaCode(440_604_011));
    grant(&site, Granted::CommunityWorker, elsewhere, None).await;
    let expected = [Role::Resident, Role::Keeper, Role::Worker];
    assert_eq!(roles(&site).await, expected.into());
}

#[tokio::test]
async fn a_role_with_an_end_ends() {
    let site = Site::open().await;
    let hour_ms = 3_600_000;
    let until = site.office.desk.now().plus_ms(hour_ms);
    let scope = Scope::Area(AreaCode(440_604_010_001));
    grant(&site, Granted::Clerk, scope, Some(until)).await;
    assert!(roles(&site).await.contains(&Role::Clerk));
    let mai = site.office.member("mai").party;
    let community = AreaCode(440_604_010_001);
    assert!(site.office.desk.holds(mai, Granted::Clerk, community));
    site.office.advance(hour_ms + 1);
    assert!(!roles(&site).await.contains(&Role::Clerk));
    assert!(!site.office.desk.holds(mai, Granted::Clerk, community));
}
