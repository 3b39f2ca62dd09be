//! Formats of proofs are frozen: one hash over many values for everything that this crate writes.
//!
//! To approve a new format, run this test with `LINLI_NEW_FORMAT=approved`, and write the change
//! into CHANGELOG.md. The values follow from no rule and no chain: only a format moves them.

use ledger::{
    Action, Block, Envelope, Hash, Header, KeyIndex, NetworkId, Operation, Outcome, PartyId,
    Points, Rejection, Seal as _, Timestamp, TransferId, ValidatorSet, Verdict,
    event::Leg,
    hash::Suite,
    operation::{Intent, points::SettleTransfer},
    signature::{Custody, Signature},
    state::{accounts::AccountId, history::History},
};
use std::{collections::BTreeMap, env, fmt::Write as _, fs};
use verifier::{
    Certificate, Certified, Consistency, Evidence, Proposal, Receipt, SetChange, Span, StateProof,
    TrustFile,
    audit::Checkpoint,
    block_path::{Side, Step},
    testing::KnownValidators,
};

const FROZEN: &str = include_str!("../../conformance.toml");
const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/conformance.toml");
/// Values of each type.
const VALUES: u64 = 128;

/// Bytes that follow from a seed and from nothing else.
struct Stream {
    seed: u64,
    drawn: u64,
}

impl Stream {
    fn hash(&mut self) -> Hash {
        self.drawn += 1;
        Hash::of(&[&self.seed.to_be_bytes(), &self.drawn.to_be_bytes()])
    }

    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let hash = self.hash();
        std::array::from_fn(|at| hash.0[at % 32])
    }

    /// Small numbers and large ones.
    fn number(&mut self) -> u64 {
        let number = u64::from_be_bytes(self.bytes());
        number >> (number % 64)
    }

    fn below(&mut self, end: u64) -> u64 {
        u64::from_be_bytes(self.bytes()) % end
    }

    fn list<T>(&mut self, longest: u64, draw: impl Fn(&mut Self) -> T) -> Vec<T> {
        (0..self.below(longest + 1)).map(|_| draw(self)).collect()
    }

    fn blob(&mut self) -> Vec<u8> {
        self.list(4, Self::bytes::<29>).concat()
    }

    fn header(&mut self) -> Header {
        Header {
            suite: Suite::Sha256Ed25519,
            network: NetworkId(self.bytes()),
            height: self.number(),
            parent: self.hash(),
            time: Timestamp(self.number()),
            block_root: self.hash(),
            state_root: self.hash(),
            rules_version: u32::from_be_bytes(self.bytes()),
            validators: self.hash(),
            next_validators: self.hash(),
        }
    }

    fn certified(&mut self) -> Certified {
        Certified {
            header: self.header(),
            descendants: self.list(3, Self::header),
            certificate: self.blob(),
        }
    }

    fn envelope(&mut self) -> Envelope {
        let settle = SettleTransfer {
            transfer: TransferId(self.bytes()),
        };
        let intent = Intent {
            suite: Suite::Sha256Ed25519,
            actor: PartyId(self.bytes()),
            key: KeyIndex(u32::from_be_bytes(self.bytes())),
            not_after: Timestamp(self.number()),
            nonce: self.number(),
            operation: Operation::Single(Action::from(settle)),
        };
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&self.bytes::<32>());
        signature[32..].copy_from_slice(&self.bytes::<32>());
        let signature = Signature::Ed25519(signature);
        Envelope { intent, signature }
    }

    fn receipt(&mut self) -> Receipt {
        let Certified {
            header,
            descendants,
            certificate,
        } = self.certified();
        let step = |it: &mut Self| Step {
            side: [Side::Left, Side::Right][usize::from(it.bytes::<1>()[0] % 2)],
            sibling: it.hash(),
        };
        Receipt {
            header,
            descendants,
            certificate,
            envelope: self.envelope(),
            outcome: Outcome {
                custody: Custody::Custodial,
                verdict: Verdict::Rejected(Rejection::TransferNotPending),
            },
            path: self.list(12, step),
        }
    }

    fn state_proof(&mut self) -> StateProof {
        StateProof {
            certified: self.certified(),
            key: self.blob(),
            value: (self.below(2) == 1).then(|| self.blob()),
            proof: self.blob(),
        }
    }

    fn consistency(&mut self) -> Consistency {
        Consistency {
            later: self.certified(),
            earlier: self.header(),
            history: History {
                headers: self.number(),
                peaks: self.list(5, Self::hash),
            },
            state_proof: self.blob(),
            siblings: self.list(12, Self::hash),
        }
    }

    /// Certificates as the engine writes them, of 1 to 100 participants.
    fn certificate(&mut self) -> Certificate {
        let participants = self.below(100) + 1;
        let proposal = Proposal {
            epoch: self.number(),
            view: self.number(),
            parent_view: self.number(),
            payload: self.hash(),
        };
        let mut signatures = Vec::new();
        for position in 0..participants {
            if position == 0 || self.below(3) > 0 {
                signatures.push((position, self.envelope().signature));
            }
        }
        let signatures = signatures.into_iter().map(|(position, signature)| {
            let Signature::Ed25519(bytes) = signature;
            (position, bytes)
        });
        Certificate::assemble(proposal, participants, signatures.collect()).expect("they ascend")
    }

    /// The body of a checkpoint, field by field: its header, set, three counts, books and leaves.
    fn checkpoint(&mut self) -> Checkpoint {
        let balances = |it: &mut Self| (it.points(), it.points());
        let account = AccountId::Party(PartyId(self.bytes()));
        let accounts = BTreeMap::from([(account, balances(self))]);
        let legs = vec![Leg {
            account,
            amount: self.points(),
        }];
        let pending = BTreeMap::from([(TransferId(self.bytes()), legs)]);
        let body = (
            self.header(),
            ValidatorSet::new(self.list(5, Self::bytes::<32>)),
            [self.number(), self.number(), self.number()],
            (accounts, pending, balances(self)),
            self.list(6, |it| (it.hash(), it.blob())),
        );
        ledger::decode(&ledger::encode(&body)).expect("these are the fields of a checkpoint")
    }

    fn points(&mut self) -> Points {
        Points(i64::from_be_bytes(self.bytes()) >> 20)
    }

    fn span(&mut self) -> Span {
        let header = self.header();
        let mut block = Block {
            header,
            operations: Vec::new(),
            outcomes: Vec::new(),
            next_set: (self.below(2) == 1).then(|| ValidatorSet::new(self.list(5, Self::bytes))),
        };
        for _ in 0..self.below(3) {
            block
                .operations
                .push(self.envelope().seal(block.header.network));
            block.outcomes.push(self.receipt().outcome);
        }
        Span {
            blocks: vec![block],
            certificate: self.blob(),
        }
    }

    /// A trust file of any network with one change of validators.
    fn trust(&mut self) -> TrustFile {
        let [first, next] = [1, 50].map(|seed| {
            let seeds = seed..=seed + u8::try_from(self.below(5)).expect("it is small");
            KnownValidators::from_seeds(seeds)
        });
        let epoch_blocks = self.below(1_000) + 1;
        let mut header = self.header();
        header.height = epoch_blocks - 1;
        header.validators = first.set().hash();
        header.next_validators = next.set().hash();
        let demo = self.below(2) == 1;
        let mut trust = TrustFile::of_network(header.network, first.set(), epoch_blocks, demo)
            .expect("it names validators");
        let change = SetChange {
            certificate: first.certify(&header, epoch_blocks),
            header,
            next: next.set(),
        };
        trust.append(change).expect("it follows");
        trust.portals = self.list(2, |it| format!("https://{}.example", it.below(1_000)));
        trust
    }
}

/// Freezes a form: every value must also read back as itself.
fn freeze<T: PartialEq + std::fmt::Debug>(
    draw: impl Fn(&mut Stream) -> T,
    write: impl Fn(&T) -> Vec<u8>,
    read: impl Fn(&[u8]) -> Option<T>,
) -> String {
    let mut all = Vec::new();
    for seed in 0..VALUES {
        let value = draw(&mut Stream { seed, drawn: 0 });
        let bytes = write(&value);
        assert_eq!(read(&bytes), Some(value));
        all.extend(u64::try_from(bytes.len()).expect("a length").to_be_bytes());
        all.extend(bytes);
    }
    Hash::of(&[&all]).to_string()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is text")
}

/// The three forms of a kind of proof.
macro_rules! freeze_proof {
    ($hashes:expr, $kind:ident, $draw:expr) => {
        let name = |form| format!("{} {form}", stringify!($kind));
        let read = |bytes: &[u8]| match Evidence::read(bytes) {
            Ok(Evidence::$kind(it)) => Some(it),
            _ => None,
        };
        let binary = freeze($draw, |it| it.to_bytes(), read);
        let json = freeze($draw, |it| it.to_json().into_bytes(), read);
        let qr = freeze(
            $draw,
            |it| it.to_qr_text("https://office.example/verify").into_bytes(),
            read,
        );
        $hashes.insert(name("binary"), binary);
        $hashes.insert(name("JSON"), json);
        $hashes.insert(name("QR code"), qr);
    };
}

fn formats() -> BTreeMap<String, String> {
    let mut hashes = BTreeMap::new();
    freeze_proof!(hashes, Receipt, |it| Box::new(it.receipt()));
    freeze_proof!(hashes, State, |it| Box::new(it.state_proof()));
    freeze_proof!(hashes, Consistency, |it| Box::new(it.consistency()));
    freeze_proof!(hashes, Header, |it| Box::new(it.certified()));
    let certificate = freeze(Stream::certificate, Certificate::encode, |bytes| {
        Certificate::decode(bytes).ok()
    });
    let checkpoint = freeze(Stream::checkpoint, Checkpoint::to_bytes, |bytes| {
        Checkpoint::from_bytes(bytes).ok()
    });
    let span = freeze(Stream::span, ledger::encode, ledger::decode);
    let trust = freeze(
        Stream::trust,
        |it| it.to_json().into_bytes(),
        |bytes| TrustFile::from_json(text(bytes)).ok(),
    );
    for (name, hash) in [
        ("Certificate", certificate),
        ("Checkpoint", checkpoint),
        ("Span", span),
        ("TrustFile", trust),
    ] {
        hashes.insert(name.to_owned(), hash);
    }
    hashes
}

#[test]
fn everything_that_is_written_keeps_its_format() {
    let mut found = format!(
        "# SHA-256 over {VALUES} values of all that the verifier writes; see tests/it/formats.rs.\n\
         # A changed line is a new format: no proof that was handed out before can be read.\n"
    );
    for (name, hash) in formats() {
        writeln!(found, "\"{name}\" = \"{hash}\"").expect("text grows");
    }
    if env::var("LINLI_NEW_FORMAT").is_ok_and(|word| word == "approved") {
        fs::write(PATH, found).expect("the folder of the crate can be written");
        return;
    }
    for (found, frozen) in found.lines().zip(FROZEN.lines()) {
        assert_eq!(
            found, frozen,
            "this format has changed. If that is wanted, write a line under \"Formats\" in \
             CHANGELOG.md and run this test with LINLI_NEW_FORMAT=approved"
        );
    }
    assert_eq!(found, FROZEN, "a format has come or gone");
}
