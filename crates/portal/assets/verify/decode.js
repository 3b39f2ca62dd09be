// Reads the bytes of Linli receipts and proofs: borsh, and the consensus engine's certificates.
//
// Strict as the `verifier` crate is: one encoding only, and a name for the place of every fault.

const MAGIC = "LINLI-";
const VERSION = 1;
const SUITE_SHA256_ED25519 = 1;
const HEADER_BYTES = 213;
const CUSTODY = ["device", "custodial", "assisted"];
const VERDICT = ["applied", "rejected"];
const text = new TextEncoder();

// ---- bytes ----

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function fromHex(digits) {
  if (typeof digits !== "string" || !/^([0-9a-f]{2})*$/.test(digits)) throw new Malformed("text");
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

/** The bytes behind `#` in the text of a QR code; base64url without padding. */
export function fromQrText(qr) {
  const digits = qr.slice(qr.lastIndexOf("#") + 1);
  if (!/^[A-Za-z0-9_-]*$/.test(digits)) throw new Malformed("text");
  try {
    const binary = atob(digits.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  } catch {
    throw new Malformed("text");
  }
}

export function concat(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
  return all;
}

export function equal(left, right) {
  return left.length === right.length && left.every((byte, at) => byte === right[at]);
}

/** The bytes are not those of a receipt or a proof at `place`. */
export class Malformed extends Error {
  constructor(place) {
    super(`malformed_at_${place}`);
    this.place = place;
  }
}

/** Reads borsh: little-endian numbers, byte strings with their length in front. */
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  take(count, place) {
    if (count > this.bytes.length - this.at) throw new Malformed(place);
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
  u8(place) {
    return this.take(1, place)[0];
  }
  u32(place) {
    return this.take(4, place).reduceRight((value, byte) => value * 256 + byte, 0);
  }
  u64(place) {
    return this.take(8, place).reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
  }
  string(place) {
    return this.take(this.u32(place), place);
  }
  /** The engine's varint, in its shortest form only. */
  varint(place) {
    for (let value = 0n, shift = 0n; shift < 64n; shift += 7n) {
      const byte = this.u8(place);
      value |= BigInt(byte & 0x7f) << shift;
      if ((byte === 0 && shift > 0n) || value >> 64n) throw new Malformed(place);
      if (byte < 0x80) return value;
    }
    throw new Malformed(place);
  }
  end(place) {
    if (this.at !== this.bytes.length) throw new Malformed(place);
  }
}

// ---- decoding ----

export function readHeader(reader, place) {
  const bytes = reader.take(HEADER_BYTES, place);
  const field = new Reader(bytes);
  if (field.u8(place) !== SUITE_SHA256_ED25519) throw new Malformed(place);
  return {
    bytes,
    network: field.take(32, place),
    height: field.u64(place),
    parent: field.take(32, place),
    time: field.u64(place),
    blockRoot: field.take(32, place),
    stateRoot: field.take(32, place),
    rulesVersion: field.u32(place),
    validators: field.take(32, place),
    nextValidators: field.take(32, place),
  };
}

function readList(reader, place, most, readItem) {
  const count = reader.u32(place);
  if (count > most) throw new Malformed(place);
  return Array.from({ length: count }, () => readItem());
}

/** Only what is shown: the rest of the operation is covered by the hash over its raw bytes. */
function readEnvelope(bytes) {
  const reader = new Reader(bytes);
  if (reader.u8("envelope") !== SUITE_SHA256_ED25519) throw new Malformed("envelope");
  const actor = reader.take(16, "envelope");
  const key = reader.u32("envelope");
  const notAfter = reader.u64("envelope");
  reader.u64("envelope");
  // Behind the operation stands the signature: its algorithm, 0, and 64 bytes.
  const intent = bytes.subarray(0, bytes.length - 65);
  if (intent.length <= reader.at || bytes[intent.length] !== 0) throw new Malformed("envelope");
  return { bytes, intent, actor, key, notAfter };
}

function readOutcome(bytes) {
  const custody = CUSTODY[bytes[0]];
  const verdict = VERDICT[bytes[1]];
  if (!custody || !verdict || bytes.length < 3) throw new Malformed("outcome");
  if (verdict === "rejected" && bytes.length !== 3) throw new Malformed("outcome");
  return { bytes, custody, verdict, rejection: verdict === "rejected" ? bytes[2] : null };
}

export function readCertificate(bytes) {
  const place = "certificate";
  const reader = new Reader(bytes);
  const epoch = reader.varint(place);
  reader.varint(place);
  reader.varint(place);
  const payload = reader.take(32, place);
  const proposal = bytes.subarray(0, reader.at);
  const participants = reader.take(8, place).reduce((value, byte) => value * 256 + byte, 0);
  if (participants > 1024) throw new Malformed(place);
  const bitmap = reader.take(Math.ceil(participants / 8), place);
  const marked = (position) => (bitmap[position >> 3] >> (position & 7)) & 1;
  const positions = Array.from({ length: bitmap.length * 8 }, (_, at) => at).filter(marked);
  if (positions.some((position) => position >= participants)) throw new Malformed(place);
  if (positions.length === 0 || reader.varint(place) !== BigInt(positions.length)) {
    throw new Malformed(place);
  }
  const signatures = positions.map((position) => [position, reader.take(64, place)]);
  reader.end(place);
  return { epoch, payload, proposal, participants, signatures };
}

/** What every proof begins with: a letter for its kind, version, suite, and a certified header. */
function readCertified(reader, letter) {
  if (!equal(reader.take(7, "magic"), text.encode(MAGIC + letter))) throw new Malformed("magic");
  if (reader.u8("version") !== VERSION) throw new Malformed("version");
  if (reader.u8("suite") !== SUITE_SHA256_ED25519) throw new Malformed("suite");
  const header = readHeader(reader, "header");
  const between = () => readHeader(reader, "descendants");
  const descendants = readList(reader, "descendants", 1024, between);
  const certificate = reader.string("certificate");
  return { header, descendants, certificate };
}

/** Reads the binary form of a receipt; throws `Malformed`. */
export function readReceipt(bytes) {
  const reader = new Reader(bytes);
  const certified = readCertified(reader, "R");
  const envelope = readEnvelope(reader.string("envelope"));
  const outcome = readOutcome(reader.string("outcome"));
  const path = readList(reader, "path", 32, () => {
    const side = reader.u8("path");
    if (side > 1) throw new Malformed("path");
    return { left: side === 0, sibling: reader.take(32, "path") };
  });
  reader.end("end");
  return { ...certified, envelope, outcome, path };
}

/** Reads the binary form of a state proof; throws `Malformed`. */
export function readStateProof(bytes) {
  const reader = new Reader(bytes);
  const certified = readCertified(reader, "S");
  const key = reader.string("key");
  const present = reader.u8("value");
  if (present > 1) throw new Malformed("value");
  const value = present === 1 ? reader.string("value") : null;
  const proof = reader.string("state_proof");
  reader.end("end");
  return { ...certified, key, value, proof };
}

/** Reads the binary form of a consistency proof; throws `Malformed`. */
export function readConsistency(bytes) {
  const reader = new Reader(bytes);
  const certified = readCertified(reader, "C");
  const earlier = readHeader(reader, "earlier");
  const from = reader.at;
  const headers = reader.u64("history");
  const peaks = readList(reader, "history", 64, () => reader.take(32, "history"));
  const history = { bytes: bytes.subarray(from, reader.at), headers, peaks };
  const proof = reader.string("state_proof");
  const siblings = readList(reader, "path", 64, () => reader.take(32, "path"));
  reader.end("end");
  return { ...certified, earlier, history, proof, siblings };
}

/** Reads the binary form of a certified header; throws `Malformed`. */
export function readCertifiedHeader(bytes) {
  const reader = new Reader(bytes);
  const certified = readCertified(reader, "H");
  reader.end("end");
  return certified;
}

/** The letter of the kind that the first bytes name. */
export function kindOf(bytes) {
  const [magic, letter] = [bytes.subarray(0, 6), bytes.subarray(6, 7)];
  return equal(magic, text.encode(MAGIC)) ? String.fromCharCode(...letter) : "";
}
