//! A device with one passkey: makes the bytes that a browser would, signed with a real key.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PRESENT_AND_VERIFIED: u8 = 0b0000_0101;
const WITH_KEY: u8 = 0b0100_0000;

pub(crate) struct Device {
    key: SigningKey,
    id: [u8; 16],
    user: [u8; 16],
}

impl Device {
    /// A device of this person, with a key from a seed.
    pub(crate) fn of(user: [u8; 16], seed: u8) -> Self {
        Self {
            key: SigningKey::from_slice(&[seed; 32]).unwrap(),
            id: [seed; 16],
            user,
        }
    }

    pub(crate) fn create(&self, options: &str, origin: &str) -> String {
        let client = client_data("webauthn.create", options, origin);
        let mut data = self.authenticator_data(PRESENT_AND_VERIFIED | WITH_KEY);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend(self.id);
        data.extend(self.cose_key());
        // {"fmt": "none", "attStmt": {}, "authData": bytes}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        self.answer(json!({
            "attestationObject": BASE64.encode(object),
            "clientDataJSON": BASE64.encode(client),
        }))
    }

    pub(crate) fn get(&self, options: &str, origin: &str) -> String {
        let client = client_data("webauthn.get", options, origin);
        let data = self.authenticator_data(PRESENT_AND_VERIFIED);
        let signed = [data.as_slice(), &Sha256::digest(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.answer(json!({
            "authenticatorData": BASE64.encode(data),
            "clientDataJSON": BASE64.encode(client),
            "signature": BASE64.encode(signature.to_der()),
            "userHandle": BASE64.encode(self.user),
        }))
    }

    fn answer(&self, response: Value) -> String {
        let id = BASE64.encode(self.id);
        let kind = "public-key";
        json!({"id": id, "rawId": id, "type": kind, "extensions": {}, "response": response})
            .to_string()
    }

    fn authenticator_data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(b"localhost").to_vec();
        data.push(flags);
        data.extend([0; 4]);
        data
    }

    /// {1: 2, 3: -7, -1: 1, -2: x, -3: y}
    fn cose_key(&self) -> Vec<u8> {
        let point = self.key.verifying_key().to_sec1_point(false);
        let point = point.as_bytes();
        let mut key = b"\xa5\x01\x02\x03\x26\x20\x01\x21\x58\x20".to_vec();
        key.extend(&point[1..33]);
        key.extend(b"\x22\x58\x20");
        key.extend(&point[33..]);
        key
    }
}

fn client_data(kind: &str, options: &str, origin: &str) -> Vec<u8> {
    let options: Value = serde_json::from_str(options).unwrap();
    let challenge = &options["challenge"];
    json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false})
        .to_string()
        .into_bytes()
}
