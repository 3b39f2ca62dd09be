//! Export: all that is held about one person, and nothing about another.

use vault::{Purpose, Receiver};

use crate::office::{CHEN, CHEN_ADDRESS, CHEN_NAME, LIANG, NOW, Office};

#[tokio::test]
async fn export_is_complete_and_logs_itself() {
    let office = Office::with_residents().await;
    let what = (Purpose::ServiceMeeting, Receiver::Person(LIANG));
    office
        .vault
        .grant_consent(CHEN, what, Some(NOW + 9), NOW)
        .await
        .unwrap();
    office.vault.open_session(CHEN, NOW).await.unwrap();
    let export = office.vault.export(CHEN, NOW).await.unwrap();
    assert_eq!(export["format"], "linli-vault-export/1");
    assert_eq!(
        (&export["kind"], &export["enrolled_ms"]),
        (&"natural".into(), &NOW.into())
    );
    assert_eq!(export["fields"]["name"]["value"], CHEN_NAME);
    assert_eq!(export["fields"]["address"]["value"], CHEN_ADDRESS);
    assert_eq!(export["fields"].as_object().unwrap().len(), 7);
    let purposes = export["fields"]["id_number"]["purposes"]
        .as_array()
        .unwrap();
    assert_eq!(purposes.len(), 2);
    assert_eq!(purposes[1]["basis"], "legal_duty");
    assert_eq!(export["consents"][0]["receiver"], format!("person:{LIANG}"));
    assert_eq!(export["accesses"][0]["purpose"], "own_data");
    assert_eq!(export["sessions"].as_array().unwrap().len(), 1);
    let text = export.to_string();
    assert!(!text.contains("梁") && !text.contains("seed") && !text.contains("token"));
}

#[tokio::test]
async fn erased_person_has_no_export() {
    let office = Office::with_residents().await;
    office.vault.erase(CHEN, NOW).await.unwrap();
    office.vault.export(CHEN, NOW).await.unwrap_err();
}
