//! Decoders of the ledger and of proofs: what is read is written back as it was, and nothing that
//! was not signed passes for signed.

use ledger::{
    Block, Envelope, Genesis, Hash, Header, Outcome, State, block::Signatures, check_block,
    state::keys,
};
use std::{collections::BTreeSet, sync::OnceLock};
use testkit::{Chain, chain::genesis_of};
use verifier::{
    Certificate, Certified, Consistency, Evidence, Finding, Receipt, StateProof, TrustFile,
    state_proof::{verify_absent, verify_present},
    testing::KnownValidators,
};

/// A short chain whose blocks four validators certify; the seeds come from it too.
pub struct Sample {
    pub genesis: Genesis,
    pub validators: KnownValidators,
    pub blocks: Vec<Block>,
    pub states: Vec<State>,
    pub trust: TrustFile,
    digests: BTreeSet<Hash>,
}

/// The sample, made once.
pub fn sample() -> &'static Sample {
    static SAMPLE: OnceLock<Sample> = OnceLock::new();
    SAMPLE.get_or_init(Sample::make)
}

impl Sample {
    /// Other rules and formats give another network: what the corpus holds of an older one was
    /// signed by nobody in this one.
    fn make() -> Self {
        let validators = KnownValidators::from_seeds(1..=4);
        let draft = Genesis {
            validators: validators.set(),
            ..genesis_of(1)
        };
        let digest = Self::grow(&draft).head().digest();
        let salt = digest.0.first_chunk().copied().unwrap_or_default();
        let genesis = Genesis { salt, ..draft };
        let chain = Self::grow(&genesis);
        let heights = 0..=chain.head().height;
        let states = heights.filter_map(|height| chain.state_at(height).cloned());
        let blocks = chain.blocks().to_vec();
        Self {
            trust: TrustFile::from_genesis(&genesis).expect("it names validators"),
            states: states.collect(),
            digests: blocks.iter().map(|block| block.header.digest()).collect(),
            genesis,
            validators,
            blocks,
        }
    }

    fn grow(genesis: &Genesis) -> Chain {
        let mut chain = Chain::from_genesis(genesis.clone());
        for block in 1..6 {
            chain.advance(1_000);
            chain.submit_many(super::apply::enrolments(&chain, block));
        }
        chain
    }

    /// The header of a block with its own certificate.
    pub fn certified(&self, height: usize) -> Certified {
        let header = self.blocks[height].header.clone();
        Certified {
            certificate: self.validators.certify(&header, self.genesis.epoch_blocks),
            descendants: Vec::new(),
            header,
        }
    }

    /// The receipt of the first operation of a block.
    pub fn receipt(&self, height: usize) -> Receipt {
        let certificate = self.certified(height).certificate;
        Receipt::new(&self.blocks[height], 0, Vec::new(), certificate)
            .expect("every block has an operation")
    }

    /// The proof of the counters of the network, and of a key that is not there.
    pub fn state_proofs(&self, height: usize) -> [StateProof; 2] {
        let state = &self.states[height];
        let absent = keys::key(ledger::KeyIndex(77));
        [
            StateProof::new(self.certified(height), state, &keys::meta()),
            StateProof::new(self.certified(height), state, &absent),
        ]
    }

    /// The proof that the last block comes after another.
    pub fn consistency(&self, earlier: usize) -> Consistency {
        let last = self.blocks.len() - 1;
        let before = self.blocks[..last].iter();
        let digests: Vec<Hash> = before.map(|block| block.header.digest()).collect();
        let header = self.blocks[earlier].header.clone();
        Consistency::new(self.certified(last), &self.states[last], header, &digests)
            .expect("it comes before")
    }
}

fn roundtrip<T>(bytes: &[u8]) -> Option<T>
where
    T: borsh::BorshSerialize + borsh::BorshDeserialize,
{
    let value: T = ledger::decode(bytes)?;
    assert_eq!(ledger::encode(&value), bytes, "a value has one form");
    Some(value)
}

/// Operations as they travel, and outcomes.
pub fn envelope(bytes: &[u8]) {
    roundtrip::<Outcome>(bytes);
    if let Some(envelope) = roundtrip::<Envelope>(bytes) {
        let network = sample().genesis.network();
        let id = envelope.id(network);
        assert_eq!(id, envelope.intent.id(network));
    }
}

/// Blocks, as a peer might send them: none but the right one is a child of genesis.
pub fn block(bytes: &[u8]) {
    let Some(block) = roundtrip::<Block>(bytes) else {
        return;
    };
    let sample = sample();
    for (before, known) in sample.blocks.iter().zip(&sample.blocks[1..]) {
        let state = &sample.states[usize::try_from(before.header.height).unwrap_or(0)];
        let checked = check_block(&before.header, state, &block, Signatures::Check);
        if let Ok(after) = checked {
            assert_eq!(after.root(), block.header.state_root);
            let grown = block.header.height == known.header.height;
            assert!(grown, "only the next height follows");
        }
    }
}

/// Headers.
pub fn header(bytes: &[u8]) {
    if let Some(header) = roundtrip::<Header>(bytes) {
        let certificate = sample().certified(1).certificate;
        let certified = Certified {
            descendants: Vec::new(),
            certificate,
            header,
        };
        if certified.check(&sample().trust).is_ok() {
            assert_eq!(certified.header, sample().blocks[1].header);
        }
    }
}

/// Certificates as the engine encodes them.
pub fn certificate(bytes: &[u8]) {
    let Ok(certificate) = Certificate::decode(bytes) else {
        return;
    };
    assert_eq!(certificate.encode(), bytes, "a certificate has one form");
    let sample = sample();
    let set = sample.validators.set();
    let epoch_blocks = sample.genesis.epoch_blocks;
    for block in &sample.blocks[1..] {
        let verified = certificate.verify(&block.header, &set, epoch_blocks);
        if verified.is_ok() {
            assert_eq!(certificate.proposal.payload, block.header.digest());
        }
    }
}

/// Proofs of every kind in their binary form.
pub fn proof(bytes: &[u8]) {
    if let Ok(evidence) = Evidence::from_bytes(bytes) {
        assert_eq!(binary(&evidence), bytes, "a proof has one form");
        judge(&evidence);
    }
}

/// Proofs of every kind as JSON and as the text of a QR code.
pub fn proof_text(bytes: &[u8]) {
    let Ok(evidence) = Evidence::read(bytes) else {
        return;
    };
    let (json, qr) = match &evidence {
        Evidence::Receipt(it) => (it.to_json(), it.to_qr_text("")),
        Evidence::State(it) => (it.to_json(), it.to_qr_text("")),
        Evidence::Consistency(it) => (it.to_json(), it.to_qr_text("")),
        Evidence::Header(it) => (it.to_json(), it.to_qr_text("")),
    };
    for form in [json, qr] {
        assert_eq!(Evidence::read(form.as_bytes()).as_ref(), Ok(&evidence));
    }
    judge(&evidence);
}

fn binary(evidence: &Evidence) -> Vec<u8> {
    match evidence {
        Evidence::Receipt(it) => it.to_bytes(),
        Evidence::State(it) => it.to_bytes(),
        Evidence::Consistency(it) => it.to_bytes(),
        Evidence::Header(it) => it.to_bytes(),
    }
}

/// Whatever is valid is about a block that was certified, and says what is in it.
fn judge(evidence: &Evidence) {
    let sample = sample();
    let Ok(finding) = evidence.verify(&sample.trust) else {
        return;
    };
    let digest = evidence.certified().header.digest();
    assert!(sample.digests.contains(&digest), "nobody signed this");
    match (evidence, finding) {
        (Evidence::Receipt(receipt), Finding::Receipt(_)) => {
            let height = usize::try_from(receipt.header.height).expect("it is a block of ours");
            let block = &sample.blocks[height];
            assert!(
                block.outcomes.contains(&receipt.outcome),
                "not in the block"
            );
        }
        (Evidence::Consistency(proof), Finding::Consistency(_)) => {
            assert!(sample.digests.contains(&proof.earlier.digest()));
        }
        _ => {}
    }
}

/// Trust files.
pub fn trust(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    if let Ok(trust) = TrustFile::from_json(text) {
        let again = TrustFile::from_json(&trust.to_json());
        assert_eq!(again.as_ref(), Ok(&trust));
    }
}

/// Ways to the root of a state: no bytes prove what does not stand there. The first byte chooses
/// the key, the rest is the proof.
pub fn state_proof(bytes: &[u8]) {
    let Some((choice, proof)) = bytes.split_first() else {
        return;
    };
    let sample = sample();
    let state = &sample.states[sample.states.len() - 1];
    let root = state.root();
    let key = keys::key(ledger::KeyIndex(u32::from(*choice)));
    let stands = state.value_bytes(&key);
    let absent = verify_absent(root, key.bytes(), proof);
    assert!(absent.is_err() || stands.is_none(), "the key is there");
    for value in [stands.clone().unwrap_or_default(), vec![*choice]] {
        let present = verify_present(root, key.bytes(), &value, proof);
        assert!(present.is_err() || stands.as_ref() == Some(&value));
        if present.is_ok() || absent.is_ok() {
            assert_eq!(state.prove(&key), proof, "a proof has one form");
        }
    }
}
