//! Revoked is revoked, and whoever asks does not learn about others.

use credentials::status::{KEPT_S, PLACES, Status, StatusList};
use credentials::{PublicKey, Refusal};

use crate::office::{NOW_S, Pen, office};

const URI: &str = "https://office.example/credentials/status/0";

fn read(token: &str, keys: &[PublicKey], now_s: u64) -> Result<StatusList, Refusal> {
    StatusList::read(token, URI, keys, now_s)
}

#[test]
fn each_place_keeps_its_own_status() {
    let mut list = StatusList::default();
    let all = [Status::Valid, Status::Revoked, Status::Suspended];
    for index in 0..9 {
        list.set(index, all[index as usize % 3]);
    }
    for index in 0..9 {
        assert_eq!(list.get(index), all[index as usize % 3], "{index}");
    }
    list.set(1, Status::Valid);
    assert_eq!((list.get(0), list.get(1)), (Status::Valid, Status::Valid));
    assert_eq!(
        list.get(PLACES),
        Status::Revoked,
        "outside nothing is valid"
    );
    assert_eq!(
        Status::from_bits(3),
        Status::Revoked,
        "what is not known does not hold"
    );
}

#[test]
fn a_signed_list_travels_and_runs_out_within_the_stated_time() {
    let mut list = StatusList::default();
    list.set(4711, Status::Revoked);
    let token = office().finish(list.unsigned(URI, &office().public(), NOW_S));
    let keys = [office().public()];
    assert_eq!(read(&token, &keys, NOW_S + KEPT_S - 1).unwrap(), list);
    assert_eq!(read(&token, &keys, NOW_S + KEPT_S), Err(Refusal::Expired));
    assert!(
        token.len() < 700,
        "one revoked of 65536: {} bytes",
        token.len()
    );
}

#[test]
fn a_list_by_another_key_or_about_another_place_is_refused() {
    let list = StatusList::default();
    let token = office().finish(list.unsigned(URI, &office().public(), NOW_S));
    let other = [Pen::new(66).public()];
    assert_eq!(read(&token, &other, NOW_S), Err(Refusal::SignatureWrong));
    let keys = [office().public()];
    let elsewhere = StatusList::read(&token, "https://office.example/other", &keys, NOW_S);
    assert_eq!(elsewhere, Err(Refusal::IssuerUnknown));
    let swapped = token.replace('.', "~");
    assert_eq!(read(&swapped, &keys, NOW_S), Err(Refusal::Malformed));
}

#[test]
fn the_packing_is_the_one_of_the_specification() {
    // draft-ietf-oauth-status-list, the example with two bits: places 0 to 11.
    let states = [1, 2, 0, 3, 0, 1, 0, 1, 1, 2, 3, 3];
    let mut bytes = [0_u8; 3];
    for (place, state) in states.iter().enumerate() {
        bytes[place / 4] |= state << (place % 4 * 2);
    }
    assert_eq!(
        bytes,
        [0xc9, 0x44, 0xf9],
        "the bytes that the specification prints"
    );
    let mut list = StatusList::default();
    for (place, state) in (0_u32..).zip(states) {
        list.set(place, Status::from_bits(state));
        assert_eq!(list.get(place), Status::from_bits(state));
    }
}
