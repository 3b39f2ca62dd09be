//! Credentials end to end: a wallet made of other people's libraries fetches one, shows one fact of
//! it and is believed until the fact ends.

use axum::body::Body;
use axum::http::{Method, Request};
use jsonwebtoken::{
    Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode, jwk::Jwk,
};
use ledger::{
    Timestamp,
    category::{CATEGORIES, CategoryCode, needs_licence},
    operation::listing::{AttestLicence, RevokeLicence},
    time::DAY_MS,
};
use p256::SecretKey;
use p256::pkcs8::EncodePrivateKey as _;
use portal::jobs::review_credentials;
use sd_jwt_payload::{Hasher, SdJwt};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::site::{Answer, Site, request};
use crate::story;

const ISSUER: &str = "https://linli.example";
const GRANT: &str = "urn:ietf:params:oauth:grant-type:pre-authorized_code";

struct Sha;

impl Hasher for Sha {
    fn digest(&self, input: &[u8]) -> Vec<u8> {
        Sha256::digest(input).to_vec()
    }

    fn alg_name(&self) -> &str {
        "sha-256"
    }
}

/// A wallet with a key of its own.
struct Wallet {
    key: SecretKey,
}

impl Wallet {
    fn new() -> Self {
        let key = SecretKey::from_slice(&[9; 32]).unwrap();
        Self { key }
    }

    fn sign(&self, typ: &str, with_key: bool, claims: &Value) -> String {
        let der = self.key.to_pkcs8_der().unwrap();
        let key = EncodingKey::from_ec_der(der.as_bytes());
        let mut header = Header::new(Algorithm::ES256);
        header.typ = Some(typ.to_owned());
        if with_key {
            header.jwk = Some(Jwk::from_encoding_key(&key, Algorithm::ES256).unwrap());
        }
        encode(&header, claims, &key).unwrap()
    }
}

async fn office() -> Site {
    let site = Site::open().await;
    site.with_settings(|settings| settings.origin = Some(ISSUER.to_owned()))
}

fn now_s(site: &Site) -> u64 {
    site.office.gateway.wall_ms() / 1000
}

fn form(pairs: &[(&str, &str)]) -> String {
    let one = |(name, value): &(&str, &str)| format!("{name}={}", percent(value));
    pairs.iter().map(one).collect::<Vec<_>>().join("&")
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

fn unpercent(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            let digits = std::str::from_utf8(&digits).unwrap().to_owned();
            bytes.push(u8::from_str_radix(&digits, 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

/// The offer on the page: the code in the link, and the digits beside it.
async fn offered(site: &Site, claim: &str) -> (String, String) {
    let chen = site.office.cookie("chen").await;
    let answer = site
        .post("/me/credentials/wallet", &chen, &form(&[("claim", claim)]))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let link = answer
        .attribute("a[href^='openid-credential-offer:']", "href")
        .unwrap();
    let (_, offer) = link.split_once("credential_offer=").unwrap();
    let offer: Value = serde_json::from_str(&unpercent(offer)).unwrap();
    assert_eq!(offer["credential_issuer"], ISSUER);
    let code = offer["grants"][GRANT]["pre-authorized_code"].as_str();
    (code.unwrap().to_owned(), answer.text_of("strong.code"))
}

async fn token(site: &Site, code: &str, pin: &str) -> Answer {
    let body = form(&[
        ("grant_type", GRANT),
        ("pre-authorized_code", code),
        ("tx_code", pin),
    ]);
    site.post("/oid4vci/token", "", &body).await
}

async fn ask_for(site: &Site, token: &str, kind: &str, proof: &str) -> Answer {
    let body = json!({ "credential_configuration_id": kind, "proofs": { "jwt": [proof] } });
    let mut request: Request<Body> = request(
        Method::POST,
        "/oid4vci/credential",
        "",
        Body::from(body.to_string()),
    );
    let headers = request.headers_mut();
    headers.insert("content-type", "application/json".parse().unwrap());
    headers.insert("authorization", format!("Bearer {token}").parse().unwrap());
    site.send(request).await
}

fn json_of(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap()
}

async fn proof(site: &Site, wallet: &Wallet) -> String {
    let nonce = site.post("/oid4vci/nonce", "", "").await;
    let nonce = json_of(&nonce)["c_nonce"].clone();
    let claims = json!({ "aud": ISSUER, "nonce": nonce, "iat": now_s(site) });
    wallet.sign("openid4vci-proof+jwt", true, &claims)
}

/// Fetches a credential as a wallet does.
async fn fetch(site: &Site, wallet: &Wallet, claim: &str) -> String {
    let (code, pin) = offered(site, claim).await;
    let granted = json_of(&token(site, &code, &pin).await);
    let bearer = granted["access_token"].as_str().unwrap().to_owned();
    let kind = claim.split(':').next().unwrap();
    let proof = proof(site, wallet).await;
    let answer = ask_for(site, &bearer, kind, &proof).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let again = ask_for(site, &bearer, kind, &proof).await;
    assert_eq!(again.status, 400, "a proof is good once");
    let credential = json_of(&answer)["credentials"][0]["credential"].clone();
    credential.as_str().unwrap().to_owned()
}

/// What an independent library makes of a token under the keys that the office publishes.
async fn verified(site: &Site, token: &str) -> Value {
    let keys = site.get("/.well-known/jwt-vc-issuer", "").await;
    let keys = json_of(&keys);
    let jwk = serde_json::from_value(keys["jwks"]["keys"][0].clone()).unwrap();
    let key = DecodingKey::from_jwk(&jwk).unwrap();
    let mut rules = Validation::new(Algorithm::ES256);
    rules.validate_exp = false;
    rules.required_spec_claims.clear();
    decode(token, &key, &rules).unwrap().claims
}

/// The two bits of a credential in the published list.
async fn status(site: &Site, claims: &Value) -> u8 {
    let place = &claims["status"]["status_list"];
    let uri = place["uri"].as_str().unwrap();
    let answer = site.get(uri.strip_prefix(ISSUER).unwrap(), "").await;
    assert_eq!(answer.header("content-type"), "application/statuslist+jwt");
    let list = verified(site, &answer.text).await;
    assert_eq!(list["sub"], uri);
    let packed = plain_bytes(list["status_list"]["lst"].as_str().unwrap());
    let bytes = miniz_oxide::inflate::decompress_to_vec_zlib(&packed).unwrap();
    let index = usize::try_from(place["idx"].as_u64().unwrap()).unwrap();
    bytes[index / 4] >> (index % 4 * 2) & 0b11
}

fn plain_bytes(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(text)
        .unwrap()
}

/// Asks as an organisation does, and returns the page's address and the parameters of its link.
async fn asked(site: &Site, what: &str) -> (String, String, String) {
    let worker = site.office.cookie("worker").await;
    let sent = site
        .post("/credentials/ask", &worker, &form(&[("what", what)]))
        .await;
    let path = sent.location().to_owned();
    let page = site.get(&path, &worker).await;
    let link = page.attribute("a[href^='openid4vp:']", "href").unwrap();
    let value = |name: &str| {
        let start = format!("{name}=");
        let mut parts = link.split(['?', '&']);
        unpercent(parts.find_map(|part| part.strip_prefix(&start)).unwrap())
    };
    let query: Value = serde_json::from_str(&value("dcql_query")).unwrap();
    let claims = query["credentials"][0]["claims"].as_array().unwrap();
    assert_eq!(claims.len(), 1);
    (path, value("response_uri"), value("nonce"))
}

/// Shows the facts of these names with the other library, bound to the question.
fn presented(
    site: &Site,
    wallet: &Wallet,
    credential: &str,
    hide: &[&str],
    (to, nonce): (&str, &str),
) -> String {
    let held = SdJwt::parse(credential).unwrap();
    let mut builder = held.into_presentation(&Sha).unwrap();
    for path in hide {
        builder = builder.conceal(path).unwrap();
    }
    let shown = builder.finish().0.to_string();
    let claims = json!({
        "iat": now_s(site),
        "aud": format!("redirect_uri:{to}"),
        "nonce": nonce,
        "sd_hash": Sha.encoded_digest(&shown),
    });
    shown + &wallet.sign("kb+jwt", false, &claims)
}

async fn respond(site: &Site, to: &str, shown: &str) -> Answer {
    let token = json!({ "shown": [shown] }).to_string();
    let path = to.strip_prefix(ISSUER).unwrap();
    site.post(path, "", &form(&[("vp_token", &token)])).await
}

#[tokio::test]
async fn a_wallet_fetches_over_sixty_and_an_organisation_sees_that_and_nothing_else() {
    let (site, wallet) = (office().await, Wallet::new());
    let credential = fetch(&site, &wallet, "age_over_60").await;
    let claims = verified(&site, credential.split('~').next().unwrap()).await;
    for secret in ["1954", "陈", "06-12"] {
        assert!(!claims.to_string().contains(secret));
    }
    let (path, to, nonce) = asked(&site, "age").await;
    let shown = presented(&site, &wallet, &credential, &[], (&to, &nonce));
    let answer = respond(&site, &to, &shown).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let worker = site.office.cookie("worker").await;
    let page = site.get(&path, &worker).await;
    let outcome = page.text_of("main [role='status']");
    assert!(outcome.contains("已满六十岁：是"), "{outcome}");
    let second = respond(&site, &to, &shown).await;
    assert_ne!(second.status, 200, "a question takes one answer");
    let stranger = site.office.cookie("auditor").await;
    assert_eq!(site.get(&path, &stranger).await.status, 404);
}

#[tokio::test]
async fn at_least_one_hour_is_shown_without_the_number() {
    let site = office().await;
    story::tell(&site.office).await;
    let he = site.office.cookie("he").await;
    let page = site.get("/me/credentials", &he).await;
    let claim = page
        .attribute("input[value^='service_hours:']", "value")
        .unwrap();
    let got = site
        .post("/me/credentials", &he, &form(&[("claim", &claim)]))
        .await;
    assert_eq!(got.location(), "/me/credentials");
    let page = site.get("/me/credentials", &he).await;
    let show = page
        .attribute("a[href^='/me/credentials/']", "href")
        .unwrap();
    let check = site.get("/credentials/check", "").await;
    let code = check.text_of("strong.code");
    let chosen = form(&[
        ("fact-year", "on"),
        ("fact-hours_at_least_1", "on"),
        ("code", &code),
    ]);
    let paper = site.post(&show, &he, &chosen).await;
    assert_eq!(paper.status, 200, "{}", paper.text);
    let shown = paper.text_of("#shown");
    let read = SdJwt::parse(&shown).unwrap();
    let facts = read.into_disclosed_object(&Sha).unwrap();
    assert_eq!(facts["hours_at_least_1"], true);
    assert!(!facts.contains_key("hours"));
    let told = site
        .upload(
            "/credentials/check",
            "",
            &[("code", &code), ("text", &shown)],
            b"",
        )
        .await;
    let told = told.text_of("main [role='status']");
    assert!(
        told.contains("至少 1 小时：是") && !told.contains("小时数："),
        "{told}"
    );
    let copied = site
        .upload(
            "/credentials/check",
            "",
            &[("code", "000000"), ("text", &shown)],
            b"",
        )
        .await;
    let copied = copied.text_of("main [role='status']");
    assert!(copied.contains("不能采信"), "{copied}");
}

/// A kind of help for which Chen has a licence that the clerk has seen.
async fn licensed(site: &Site) -> CategoryCode {
    let row = CATEGORIES.iter().find(|row| needs_licence(row.code));
    let category = row.unwrap().code;
    let attest = AttestLicence {
        party: site.office.member("chen").party,
        category,
        until: Timestamp(site.office.desk.now().0 + 30 * DAY_MS),
    };
    let clerk = site.office.member("clerk").party;
    site.office.desk.act(clerk, attest.into()).await.unwrap();
    category
}

#[tokio::test]
async fn a_licence_falls_when_the_clerk_revokes_it() {
    let (site, wallet) = (office().await, Wallet::new());
    let category = licensed(&site).await;
    let claim = format!("skill_licence:{}", category.0);
    let credential = fetch(&site, &wallet, &claim).await;
    let claims = verified(&site, credential.split('~').next().unwrap()).await;
    let days = (claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap()) / 86_400;
    assert!(days <= 30, "it ends with the licence");
    assert_eq!(status(&site, &claims).await, 0);
    let wall_ms = site.office.gateway.wall_ms();
    let review = async || review_credentials(&site.office.desk, wall_ms).await;
    assert_eq!(review().await.unwrap(), 0);
    let revoke = RevokeLicence {
        party: site.office.member("chen").party,
        category,
    };
    let clerk = site.office.member("clerk").party;
    site.office.desk.act(clerk, revoke.into()).await.unwrap();
    assert_eq!(review().await.unwrap(), 1);
    assert_eq!(status(&site, &claims).await, 1);
    let (path, to, nonce) = asked(&site, "licence").await;
    let shown = presented(&site, &wallet, &credential, &[], (&to, &nonce));
    respond(&site, &to, &shown).await;
    let worker = site.office.cookie("worker").await;
    let outcome = site.get(&path, &worker).await;
    assert!(outcome.text_of("main [role='status']").contains("已作废"));
}

#[tokio::test]
async fn whoever_is_erased_leaves_nothing_that_holds() {
    let (site, wallet) = (office().await, Wallet::new());
    let credential = fetch(&site, &wallet, "identity_level:real_name_checked").await;
    let claims = verified(&site, credential.split('~').next().unwrap()).await;
    assert_eq!(status(&site, &claims).await, 0);
    let chen = site.office.member("chen").party;
    let wall_ms = site.office.gateway.wall_ms();
    site.office.desk.leave(chen, wall_ms).await.unwrap();
    assert_eq!(status(&site, &claims).await, 1);
}

#[tokio::test]
async fn guessing_replaying_and_foreign_keys_are_refused() {
    let (site, wallet) = (office().await, Wallet::new());
    let (code, pin) = offered(&site, "age_over_60").await;
    let wrong = token(&site, &code, "not it").await;
    assert_eq!(json_of(&wrong)["error"], "invalid_grant");
    let bearer = json_of(&token(&site, &code, &pin).await)["access_token"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(token(&site, &code, &pin).await.status, 400);
    let claims = json!({ "aud": ISSUER, "nonce": "made up", "iat": now_s(&site) });
    let made_up = wallet.sign("openid4vci-proof+jwt", true, &claims);
    let refused = ask_for(&site, &bearer, "age_over_60", &made_up).await;
    assert_eq!(json_of(&refused)["error"], "invalid_nonce");
    let good = proof(&site, &wallet).await;
    let nobody = ask_for(&site, "nobody", "age_over_60", &good).await;
    assert_eq!(nobody.status, 401);
}

#[tokio::test]
async fn nobody_shows_or_ends_what_is_anothers() {
    let site = office().await;
    let chen = site.office.cookie("chen").await;
    let claim = form(&[("claim", "age_over_60")]);
    site.post("/me/credentials", &chen, &claim).await;
    let page = site.get("/me/credentials", &chen).await;
    let path = page
        .attribute("a[href^='/me/credentials/']", "href")
        .unwrap();
    let mai = site.office.cookie("mai").await;
    assert_eq!(site.get(&path, &mai).await.status, 404);
    for act in ["", "/give-up"] {
        let answer = site
            .post(&format!("{path}{act}"), &mai, "fact-age_over_60=on")
            .await;
        assert_eq!(answer.status, 404);
    }
    let refused = site.post("/me/credentials", &mai, &claim).await;
    assert_eq!(refused.status, 409, "Mai is thirty-four");
}
