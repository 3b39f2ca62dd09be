// Holds verify.js to what the Rust verifier accepts and refuses: node --test verify.test.mjs

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fromHex, fromQrText, verifyProof, verifyReceipt, verifyStateProof } from "./verify.js";

const vectors = new URL("../../../verifier/tests/vectors/", import.meta.url);
const read = (name) => JSON.parse(readFileSync(new URL(name, vectors), "utf8"));
const receipts = read("receipts.json");
const stateProofs = read("state_proofs.json");
const proofs = read("proofs.json");

const bits = (bytes) => Array.from({ length: bytes.length * 8 }, (_, bit) => flipped(bytes, bit));
function flipped(bytes, bit) {
  const changed = bytes.slice();
  changed[bit >> 3] ^= 1 << (bit & 7);
  return changed;
}
const code = ({ checks }) => checks.find(({ ok }) => !ok)?.detail;

for (const { name, binary, qr, trust, expected } of receipts) {
  test(`${name}: the receipt is valid and says what Rust says`, async () => {
    assert.deepEqual(fromQrText(qr), fromHex(binary));
    const { valid, checks, shown } = await verifyReceipt(fromHex(binary), trust);
    assert.ok(valid, JSON.stringify(checks));
    const { signers, ...rest } = expected;
    const { demo, rejection, ...same } = shown;
    assert.deepEqual(same, rest);
    assert.equal(demo, trust.demo);
    assert.equal(rejection === null, rest.verdict === "applied");
    const certificate = checks.find(({ key }) => key === "certificate");
    assert.equal(certificate.detail, `${signers}/${rest.validators}`);
  });
}

test("every changed bit of a receipt is refused with a reason", async () => {
  for (const { binary, trust } of receipts.slice(0, 3)) {
    const results = bits(fromHex(binary)).map((changed) => verifyReceipt(changed, trust));
    for (const result of await Promise.all(results)) assert.ok(!result.valid && code(result));
  }
});

test("a receipt that is cut or goes on is refused", async () => {
  const { binary, trust } = receipts[1];
  const bytes = fromHex(binary);
  for (let length = 0; length < bytes.length; length += 1) {
    const result = await verifyReceipt(bytes.subarray(0, length), trust);
    assert.match(code(result), /^malformed_at_/);
  }
  assert.equal(code(await verifyReceipt(Uint8Array.of(...bytes, 0), trust)), "malformed_at_end");
});

test("another trust, a changed trust and no trust are refused", async () => {
  const bytes = fromHex(receipts[1].binary);
  const judge = async (trust) => code(await verifyReceipt(bytes, trust));
  assert.equal(await judge(receipts[0].trust), "header_wrong_network");
  assert.equal(await judge(null), "trust_missing");
  const { trust } = receipts[1];
  const fewer = { ...trust, validators: trust.validators.slice(1) };
  assert.equal(await judge(fewer), "header_wrong_validators");
  assert.equal(await judge({ ...trust, epoch_blocks: 1000 }), "certificate_wrong_epoch");
  assert.equal(await judge({ ...trust, version: 2 }), "trust_malformed");
  const uncertified = structuredClone(receipts.at(-1));
  const [change] = uncertified.trust.changes;
  change.certificate = change.certificate.slice(0, -2) + "ff";
  const result = await verifyReceipt(fromHex(uncertified.binary), uncertified.trust);
  assert.equal(code(result), "trust_malformed");
});

test("a browser without Ed25519 says so instead of saying valid", async (context) => {
  context.mock.method(crypto.subtle, "importKey", () => Promise.reject(new Error("unsupported")));
  for (const { binary, trust } of receipts) {
    const { valid, checks } = await verifyReceipt(fromHex(binary), trust);
    assert.equal(valid, false);
    const open = checks.filter(({ ok }) => ok !== true);
    assert.deepEqual(open.map(({ key, ok }) => [key, ok]), [["certificate", null]]);
    assert.match(open[0].detail, /linli verify/);
  }
});

test("state proofs hold, and no changed bit, cut or longer one does", async () => {
  for (const proof of stateProofs) {
    const [root, key, bytes] = [proof.root, proof.key, proof.proof].map(fromHex);
    const value = proof.value === null ? null : fromHex(proof.value);
    const judge = (bytes) => verifyStateProof(root, key, value, bytes).catch(() => false);
    assert.equal(await judge(bytes), true);
    const opposite = value === null ? new Uint8Array() : null;
    assert.equal(await verifyStateProof(root, key, opposite, bytes), false);
    for (const changed of bits(bytes)) assert.equal(await judge(changed), false);
    for (let length = 0; length < bytes.length; length += 1) {
      assert.equal(await judge(bytes.subarray(0, length)), false);
    }
    assert.equal(await judge(Uint8Array.of(...bytes, 0)), false);
  }
});

for (const { name, binary, trust, shown: said } of proofs) {
  test(`${name}: the proof is valid and says what Rust says`, async () => {
    const { valid, checks, shown } = await verifyProof(fromHex(binary), trust);
    assert.ok(valid, JSON.stringify(checks));
    for (const key of Object.keys(said).filter((key) => key !== "statement")) {
      assert.deepEqual(shown[key], said[key], key);
    }
    assert.equal(code(await verifyReceipt(fromHex(binary), trust)), "malformed_at_magic");
  });
}

test("every changed bit of a proof is refused, but for the key of what is absent", async () => {
  const kinds = ["a balance", "no balance yet", "7 extends 3", "an observer's header"];
  const chosen = proofs.filter(({ name }) => kinds.includes(name));
  assert.equal(chosen.length, kinds.length);
  for (const { name, binary, trust, shown } of chosen) {
    const bytes = fromHex(binary);
    const results = bits(bytes).map((changed) => verifyProof(changed, trust));
    for (const result of await Promise.all(results)) {
      const ofAnotherKey = shown.value === null && result.shown?.key !== shown.key;
      assert.ok(!result.valid ? code(result) : ofAnotherKey, name);
    }
    assert.equal(code(await verifyProof(Uint8Array.of(...bytes, 0), trust)), "malformed_at_end");
    for (let length = 7; length < bytes.length; length += 1) {
      const result = await verifyProof(bytes.subarray(0, length), trust);
      assert.match(code(result), /^malformed_at_/);
    }
  }
});
