// Checks Linli receipts and state proofs in the browser with nothing but WebCrypto.
//
// The same checks as the `verifier` crate, in the same order, on the same bytes; the vectors in
// `crates/verifier/tests/vectors` hold the two together. No dependency, no network.

import {
  Malformed,
  Reader,
  concat,
  equal,
  fromHex,
  hex,
  kindOf,
  readCertificate,
  readCertifiedHeader,
  readConsistency,
  readHeader,
  readReceipt,
  readStateProof,
} from "./decode.js";

export { Malformed, fromHex, fromQrText, hex, kindOf, readReceipt } from "./decode.js";

const COMMAND = "linli verify RECEIPT --trust FILE";
const text = new TextEncoder();

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", concat(...parts)));
}

// ---- hashes and signatures ----

function headerDigest(header) {
  return sha256(text.encode("_LINLI_LEDGER_HEADER"), header.bytes);
}

function u32le(value) {
  return Uint8Array.of(value, value >> 8, value >> 16, value >> 24);
}

function setHash(keys) {
  return sha256(text.encode("_LINLI_LEDGER_VALIDATORS"), u32le(keys.length), ...keys);
}

async function pathRoot(receipt) {
  const { envelope, outcome, path } = receipt;
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, envelope.bytes.length, true);
  let below = await sha256(Uint8Array.of(0), length, envelope.bytes, outcome.bytes);
  for (const { left, sibling } of path) {
    below = await sha256(Uint8Array.of(1), ...(left ? [sibling, below] : [below, sibling]));
  }
  return below;
}

/** Whether this browser can check Ed25519 signatures. */
export async function canCheckSignatures() {
  const generator = fromHex("58" + "66".repeat(31));
  return crypto.subtle.importKey("raw", generator, "Ed25519", false, ["verify"]).then(
    () => true,
    () => false,
  );
}

async function signatureHolds(key, signature, message) {
  try {
    const imported = await crypto.subtle.importKey("raw", key, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", imported, signature, message);
  } catch {
    return false;
  }
}

const UNSUPPORTED = "signatures_unsupported";

/** The stable code of what is wrong with a certificate, or null when it holds. */
async function certificateFault(bytes, header, keys, epochBlocks) {
  let certificate;
  try {
    certificate = readCertificate(bytes);
  } catch {
    return "certificate_malformed";
  }
  const { epoch, payload, proposal, participants, signatures } = certificate;
  if (!equal(payload, await headerDigest(header))) return "certificate_of_another_block";
  if (epoch !== header.height / BigInt(epochBlocks)) return "certificate_wrong_epoch";
  if (participants !== keys.length) return "certificate_set_size_differs";
  if (signatures.length < keys.length - Math.floor((keys.length - 1) / 3)) {
    return "certificate_without_quorum";
  }
  if (!(await canCheckSignatures())) return UNSUPPORTED;
  const namespace = concat(
    text.encode("_LINLI_LEDGER_CONSENSUS"),
    header.network,
    text.encode("_FINALIZE"),
  );
  const message = concat(Uint8Array.of(namespace.length), namespace, proposal);
  const held = signatures.map(([at, signature]) => signatureHolds(keys[at], signature, message));
  return (await Promise.all(held)).every(Boolean) ? null : "certificate_signature_invalid";
}

// ---- trust ----

function readKeys(digits) {
  const keys = digits.map(fromHex);
  const ascending = digits.every((key, at) => at === 0 || digits[at - 1] < key);
  if (!ascending || keys.length === 0 || keys.some((key) => key.length !== 32)) {
    throw new Malformed("trust");
  }
  return keys;
}

/** Checks the set changes of a trust file and finds the keys that certify `height`. */
async function trustedKeys(trust, height) {
  const epochBlocks = BigInt(trust.epoch_blocks);
  if (trust.format !== "linli-trust" || trust.version !== 1 || epochBlocks < 1n) {
    throw new Malformed("trust");
  }
  let keys = readKeys(trust.validators);
  let last = -1n;
  let found = keys;
  for (const change of trust.changes) {
    const reader = new Reader(fromHex(change.header));
    const header = readHeader(reader, "trust");
    reader.end("trust");
    const next = readKeys(change.next_validators);
    const fault = await certificateFault(fromHex(change.certificate), header, keys, epochBlocks);
    const follows =
      header.height > last &&
      hex(header.network) === trust.network &&
      (header.height + 1n) % epochBlocks === 0n &&
      equal(header.validators, await setHash(keys)) &&
      equal(header.nextValidators, await setHash(next)) &&
      !equal(header.validators, header.nextValidators) &&
      // Without signatures the receipt's own check is left open too, so nothing passes as valid.
      (fault === null || fault === UNSUPPORTED);
    if (!follows) throw new Malformed("trust");
    keys = next;
    last = header.height;
    if (header.height < height) found = next;
  }
  return found;
}

// ---- judgements ----

/**
 * Checks the bytes of a receipt or of another proof against a parsed trust file.
 * Returns `{ valid, checks: [{ key, ok, detail }], shown }`; `detail` is a stable code when a check
 * fails. A check whose `ok` is null could not be made here: `detail` then names the command.
 */
export async function verifyProof(bytes, trust) {
  const [read, judge] = KINDS[kindOf(bytes)] ?? KINDS.R;
  const checks = [];
  const check = (key, ok, detail) => (checks.push({ key, ok, detail }), ok);
  const result = (shown = null) => ({
    valid: checks.every(({ ok }) => ok === true),
    checks,
    shown,
  });
  let proof;
  try {
    proof = read(bytes);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    check("format", false, error.message);
    return result();
  }
  check("format", true, `${bytes.length}`);
  const keys = await checkCertified(check, proof, trust);
  if (keys === null) return result();
  const { fault, detail, shown } = await judge(proof);
  check("path", fault === null, fault ?? detail);
  const certified = proof.descendants.at(-1) ?? proof.header;
  return result({
    network: hex(proof.header.network),
    demo: trust.demo,
    digest: hex(await headerDigest(proof.header)),
    height: Number(proof.header.height),
    certified_height: Number(certified.height),
    validators: keys.length,
    ...shown,
  });
}

/** The keys of the validators who made the proof's header final; null when that is not settled. */
async function checkCertified(check, { header, descendants, certificate }, trust) {
  const certified = descendants.at(-1) ?? header;
  const sameNetwork = trust != null && hex(header.network) === trust.network;
  const otherwise = trust == null ? "trust_missing" : "header_wrong_network";
  if (!check("network", sameNetwork, sameNetwork ? trust.network : otherwise)) return null;
  check("descendants", ...(await chainHolds(header, descendants)));
  const keys = await trustedKeys(trust, certified.height).catch(() => null);
  const known = keys !== null && equal(certified.validators, await setHash(keys));
  const wrong = keys === null ? "trust_malformed" : "header_wrong_validators";
  if (!check("validators", known, known ? `${keys.length}` : wrong)) return null;
  await checkCertificate(check, certificate, certified, keys, trust.epoch_blocks);
  return keys;
}

async function judgeReceipt(receipt) {
  const { header, envelope, outcome } = receipt;
  const led = equal(await pathRoot(receipt), header.blockRoot);
  const domain = text.encode("_LINLI_LEDGER_OPERATION");
  const operation = await sha256(domain, header.network, envelope.intent);
  const shown = {
    operation: hex(operation),
    time_ms: Number(header.time),
    actor: hex(envelope.actor),
    key: envelope.key,
    not_after_ms: Number(envelope.notAfter),
    custody: outcome.custody,
    verdict: outcome.verdict,
    rejection: outcome.rejection,
  };
  const fault = led ? null : "path_does_not_lead_to_root";
  return { fault, detail: `${receipt.path.length}`, shown };
}

async function judgeState({ header, key, value, proof }) {
  const led = await verifyStateProof(header.stateRoot, key, value, proof).catch(() => false);
  const shown = {
    time_ms: Number(header.time),
    key: hex(key),
    value: value === null ? null : hex(value),
  };
  return { fault: led ? null : "state_proof_does_not_hold", detail: `${proof.length}`, shown };
}

const HISTORY_KEY = Uint8Array.of(4);

async function judgeConsistency({ header, earlier, history, proof, siblings }) {
  const digest = await headerDigest(earlier);
  const named = async (header) => ({
    height: Number(header.height),
    digest: hex(await headerDigest(header)),
    time_ms: Number(header.time),
  });
  const shown = { earlier: await named(earlier), later: await named(header) };
  const found = (fault) => ({ fault, detail: `${siblings.length}`, shown });
  if (!equal(earlier.network, header.network) || earlier.height >= header.height) {
    return found("earlier_is_not_before");
  }
  const root = header.stateRoot;
  const held = await verifyStateProof(root, HISTORY_KEY, history.bytes, proof).catch(() => false);
  if (!held) return found("state_proof_does_not_hold");
  const stands = await contains(history, earlier.height, digest, siblings);
  const inside = history.headers === header.height && stands;
  return found(inside ? null : "earlier_not_in_history");
}

/** Whether a header stands at `position` of a history: as `ledger::state::history` has it. */
async function contains({ headers, peaks }, position, digest, siblings) {
  const heights = Array.from({ length: 64 }, (_, at) => BigInt(63 - at));
  const ones = heights.filter((bit) => (headers >> bit) & 1n);
  let start = 0n;
  const peak = ones.findIndex((bit) => {
    const inside = position - start < 1n << bit;
    if (!inside) start += 1n << bit;
    return inside;
  });
  if (ones.length !== peaks.length || BigInt(siblings.length) !== ones[peak]) return false;
  let below = await sha256(text.encode("_LINLI_LEDGER_HISTORY"), digest);
  let within = position - start;
  for (const sibling of siblings) {
    const pair = within & 1n ? [sibling, below] : [below, sibling];
    below = await sha256(Uint8Array.of(1), ...pair);
    within >>= 1n;
  }
  return equal(below, peaks[peak]);
}

async function judgeHeader({ header }) {
  return { fault: null, detail: "", shown: { time_ms: Number(header.time) } };
}

const KINDS = {
  R: [readReceipt, judgeReceipt],
  S: [readStateProof, judgeState],
  C: [readConsistency, judgeConsistency],
  H: [readCertifiedHeader, judgeHeader],
};

/** Checks the bytes of a receipt; nothing else passes. */
export async function verifyReceipt(bytes, trust) {
  if (!["R", ""].includes(kindOf(bytes))) {
    const checks = [{ key: "format", ok: false, detail: "malformed_at_magic" }];
    return { valid: false, checks, shown: null };
  }
  return verifyProof(bytes, trust);
}

async function chainHolds(header, descendants) {
  let before = header;
  for (const after of descendants) {
    const follows =
      equal(after.network, before.network) &&
      after.height === before.height + 1n &&
      equal(after.parent, await headerDigest(before));
    if (!follows) return [false, "descendants_broken"];
    before = after;
  }
  return [true, `${descendants.length}`];
}

async function checkCertificate(check, bytes, header, keys, epochBlocks) {
  const fault = await certificateFault(bytes, header, keys, epochBlocks);
  if (fault === UNSUPPORTED) {
    check("certificate", null, COMMAND);
  } else {
    const signers = fault ?? `${readCertificate(bytes).signatures.length}/${keys.length}`;
    check("certificate", fault === null, signers);
  }
}

function bit(path, depth) {
  return (path[depth >> 3] >> (7 - (depth & 7))) & 1;
}

/** Checks that `key` has `value` under `root`, or has none when `value` is null. */
export async function verifyStateProof(root, key, value, proof) {
  const place = "state_proof";
  const reader = new Reader(proof);
  const end = reader.u8(place);
  const count = reader.u8(place);
  const bitmap = reader.take(Math.ceil(count / 8), place);
  const stands = (level) => (bitmap[level >> 3] >> (level & 7)) & 1;
  for (let level = count; level < bitmap.length * 8; level += 1) {
    if (stands(level)) throw new Malformed(place);
  }
  const zero = new Uint8Array(32);
  const siblings = Array.from({ length: count }, (_, level) => {
    const sibling = stands(level) ? reader.take(32, place) : zero;
    if (stands(level) && equal(sibling, zero)) throw new Malformed(place);
    return sibling;
  });
  const data = Array.from({ length: end }, () => (end > 2 ? null : reader.take(32, place)));
  if (end > 2) throw new Malformed(place);
  reader.end(place);

  const path = await sha256(text.encode("k"), key);
  if ((end === 1) !== (value !== null)) return false;
  let below = zero;
  if (end === 1) {
    if (!equal(data[0], await sha256(text.encode("v"), value))) return false;
    below = await sha256(Uint8Array.of(0), path, data[0]);
  } else if (end === 2) {
    const sitsThere = siblings.every((_, depth) => bit(data[0], depth) === bit(path, depth));
    if (equal(data[0], path) || !sitsThere) return false;
    below = await sha256(Uint8Array.of(0), data[0], data[1]);
  }
  for (const [level, sibling] of siblings.entries()) {
    const right = bit(path, count - 1 - level);
    below = await sha256(Uint8Array.of(1), ...(right ? [sibling, below] : [below, sibling]));
  }
  return equal(below, root);
}
