//! Who takes part.

use crate::office::office_of;
use ledger::{
    operation::identity::{IdentityLevel, Role, Scope},
    signature::Custody,
};
use projections::Page;
use testkit::{
    District,
    chain::DISTRICT,
    district::{COMMUNITY, NEXT_COMMUNITY},
};

#[tokio::test]
async fn the_founder_is_there_from_genesis() {
    let district = District::new(1);
    let founder = district.office().party;
    let office = office_of(&district).await;
    let read = office.reads.party(founder).await.unwrap().unwrap();
    assert!(!read.is_person() && read.operation.is_none());
    assert_eq!(office.reads.roles_of(founder).await.unwrap().len(), 3);
    assert_eq!(office.reads.keys_of(founder).await.unwrap().len(), 1);
    assert_eq!(office.reads.organisations().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_person_is_read_with_level_keys_and_roles() {
    let mut district = District::new(2);
    let clerk = district.clerk();
    let chen = district.resident("陈伯");
    district.second_key(&chen, Custody::Device);
    let office = office_of(&district).await;
    let read = office.reads.party(chen.party).await.unwrap().unwrap();
    assert_eq!(read.level, Some(IdentityLevel::RealNameChecked));
    assert_eq!(read.area, COMMUNITY);
    let keys = office.reads.keys_of(chen.party).await.unwrap();
    let custodies: Vec<_> = keys.iter().map(|key| key.custody).collect();
    assert_eq!(custodies, [Custody::Custodial, Custody::Device]);
    assert_eq!(keys[0].key, chen.public_key());
    let roles = office.reads.roles_of(clerk.party).await.unwrap();
    assert_eq!(roles[0].role, Role::Clerk);
    assert_eq!(roles[0].scope, Scope::Area(DISTRICT));
    assert!(roles[0].holds_at(district.chain().time()));
}

#[tokio::test]
async fn residents_are_counted_where_they_live() {
    let mut district = District::new(3);
    district.resident("陈伯");
    district.resident("阿梅");
    district.resident_in("何叔", NEXT_COMMUNITY);
    let office = office_of(&district).await;
    assert_eq!(office.reads.persons_in(COMMUNITY).await.unwrap(), 2);
    assert_eq!(office.reads.persons_in(DISTRICT).await.unwrap(), 3);
    assert_eq!(office.reads.organisations_in(DISTRICT).await.unwrap(), 1);
}

#[tokio::test]
async fn the_newest_enrolments_of_an_office_come_first() {
    let mut district = District::new(4);
    let chen = district.resident("陈伯");
    let mei = district.resident("阿梅");
    let founder = district.office().party;
    let office = office_of(&district).await;
    let page = Page::first(2);
    let enrolled = office.reads.registered_by(founder, page).await.unwrap();
    let parties: Vec<_> = enrolled.iter().map(|row| row.party).collect();
    assert_eq!(parties, [mei.party, chen.party]);
}

#[tokio::test]
async fn huts_are_found_in_the_areas_around_them() {
    let mut district = District::new(5);
    let hut = district.hut("共享小屋", COMMUNITY);
    let office = office_of(&district).await;
    assert_eq!(
        office.reads.hut(hut).await.unwrap().unwrap().community,
        COMMUNITY
    );
    for (area, count) in [(COMMUNITY, 1), (NEXT_COMMUNITY, 0), (DISTRICT, 1)] {
        assert_eq!(office.reads.huts(area).await.unwrap().len(), count);
    }
}
