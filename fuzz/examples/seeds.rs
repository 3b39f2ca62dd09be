//! Writes the seeds of the corpus: `cargo run --example seeds` in `fuzz/`. The same program, the
//! same bytes; what the fuzzer adds lies beside them under names of its own.

use fuzz::{
    apply::{SEED, Step, base, ids_of, with_placeholders},
    decoders::{Sample, sample},
};
use ledger::{Operation, state::keys};
use std::{fs, io, path::Path};

fn main() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for (target, seeds) in [
        ("envelope", envelopes(sample())),
        ("block", blocks(sample())),
        ("header", headers(sample())),
        ("certificate", certificates(sample())),
        ("proof", proofs(sample())),
        ("proof_text", proof_texts(sample())),
        ("trust", vec![sample().trust.to_json().into_bytes()]),
        ("state_proof", state_proofs(sample())),
        ("log_record", Vec::new()),
        ("csv_rows", tables()),
        ("apply", scripts()),
    ] {
        let folder = root.join(target);
        fs::create_dir_all(&folder)?;
        for (number, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{number:02}")), seed)?;
        }
    }
    fs::write(root.join("log_record/seed-00"), fuzz::files::log_of(&blocks(sample())))
}

fn envelopes(sample: &Sample) -> Vec<Vec<u8>> {
    let block = &sample.blocks[1];
    vec![
        ledger::encode(&block.operations[0]),
        ledger::encode(&block.outcomes[0]),
    ]
}

fn blocks(sample: &Sample) -> Vec<Vec<u8>> {
    sample.blocks[1..3].iter().map(ledger::encode).collect()
}

fn headers(sample: &Sample) -> Vec<Vec<u8>> {
    vec![ledger::encode(&sample.blocks[1].header)]
}

fn certificates(sample: &Sample) -> Vec<Vec<u8>> {
    vec![sample.certified(1).certificate, sample.certified(5).certificate]
}

fn proofs(sample: &Sample) -> Vec<Vec<u8>> {
    let [present, absent] = sample.state_proofs(3);
    vec![
        sample.receipt(2).to_bytes(),
        present.to_bytes(),
        absent.to_bytes(),
        sample.consistency(2).to_bytes(),
        sample.certified(4).to_bytes(),
    ]
}

fn proof_texts(sample: &Sample) -> Vec<Vec<u8>> {
    let [present, absent] = sample.state_proofs(3);
    let qr = sample.receipt(2).to_qr_text("https://office.example/verify");
    [
        sample.receipt(2).to_json(),
        qr,
        present.to_json(),
        absent.to_json(),
        sample.consistency(2).to_json(),
        sample.certified(4).to_json(),
    ]
    .map(String::into_bytes)
    .into()
}

fn state_proofs(sample: &Sample) -> Vec<Vec<u8>> {
    let state = &sample.states[sample.states.len() - 1];
    [0_u8, 3, 200, 201]
        .map(|index| {
            let key = keys::key(ledger::KeyIndex(u32::from(index)));
            [vec![index], state.prove(&key)].concat()
        })
        .into()
}

fn tables() -> Vec<Vec<u8>> {
    [
        "title,description,category,area,minutes,capacity,expires_in_days\n\
         理发,上门理发,haircut,440604010001,60,1,30\n",
        "title\n\"broken\n",
        "\u{feff}title,category\n,nothing\n",
    ]
    .map(|table| table.as_bytes().to_vec())
    .into()
}

/// Random histories of the test kit, cut into scripts.
fn scripts() -> Vec<Vec<u8>> {
    let base = base();
    let begin = base.district.chain().head().height + 1;
    let chain = testkit::history(SEED, 400);
    let mut scripts = vec![Vec::new()];
    let mut derived = Vec::new();
    for (step, block) in chain.blocks().iter().enumerate().skip(begin as usize) {
        for envelope in &block.operations {
            let intent = &envelope.intent;
            let actor = base.actors.iter().position(|it| it.party == intent.actor);
            let (batch, bytes) = match &intent.operation {
                Operation::Single(action) => (false, ledger::encode(action)),
                Operation::Batch(actions) => (true, ledger::encode(actions)),
            };
            let action = with_placeholders(bytes, &derived);
            derived.extend(ids_of(&chain, envelope));
            let step = Step {
                actor: actor.and_then(|actor| u8::try_from(actor).ok()).unwrap_or(0),
                pause: [1, 1, 3, 1, 5][step % 5],
                batch,
                action,
            };
            if let Some(script) = scripts.last_mut() {
                script.extend(step.to_bytes());
            }
            if derived.len() >= 180 {
                derived.clear();
                scripts.push(Vec::new());
            }
        }
    }
    scripts
}
