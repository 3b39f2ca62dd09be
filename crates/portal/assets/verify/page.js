// Checks the receipt or proof of this page, of the address or of a form, with the words that the
// page has.

import { canCheckSignatures, fromHex, fromQrText, kindOf, verifyProof } from "./verify.js";

const section = document.querySelector("[data-verify]");
const form = document.querySelector("[data-verify-form]");
const inside = (selector) => section.querySelector(selector);

function show(verdict) {
  for (const element of section.querySelectorAll("[data-verdict]")) {
    element.hidden = element.dataset.verdict !== verdict;
  }
}

function explain(code) {
  const known = [...section.querySelectorAll("[data-reason]")];
  const fits = known.find(({ dataset }) => code.startsWith(dataset.reason));
  inside("[data-code]").textContent = code;
  inside("[data-reason-shown]").textContent = fits?.textContent ?? "";
}

function fill(checks) {
  for (const line of section.querySelectorAll("[data-check]")) {
    const check = checks.find(({ key }) => key === line.dataset.check);
    line.dataset.state = { true: "passed", false: "failed" }[check?.ok] ?? "open";
  }
  inside("[data-checks]").hidden = false;
}

async function trustFile() {
  const answer = await fetch(section.dataset.trust);
  return answer.ok ? answer.json() : null;
}

/** The bytes of a receipt in any of its three forms, and what its JSON form says of them. */
function read(file) {
  if (kindOf(file)) return { bytes: file };
  const text = new TextDecoder().decode(file).trim();
  if (!text.startsWith("{")) return { bytes: fromQrText(text) };
  const { binary, shown } = JSON.parse(text);
  return { bytes: fromHex(binary), said: shown };
}

/** Whether the words of the JSON form are those of the proof. */
function agrees(said, shown) {
  const equals = (left, right) => JSON.stringify(left) === JSON.stringify(right);
  const same = (key) => !(key in shown) || key === "demo" || equals(shown[key], said[key]);
  return !said || !shown || Object.keys(said).every(same);
}

const unreadable = (detail) => ({ valid: false, checks: [{ key: "format", ok: false, detail }] });

async function judge(file) {
  show("wait");
  let result;
  try {
    const { bytes, said } = read(file);
    result = await verifyProof(bytes, await trustFile());
    if (!agrees(said, result.shown)) result = unreadable("malformed_at_shown");
  } catch (error) {
    const code = String(error?.message);
    result = unreadable(code.startsWith("malformed") ? code : "malformed_at_text");
  }
  fill(result.checks);
  const failed = result.checks.find(({ ok }) => ok === false);
  if (failed) explain(failed.detail);
  show(failed ? "invalid" : result.valid ? "valid" : "open");
  const way = inside("[data-verify-open]");
  if (way && result.shown?.operation) {
    way.hidden = !result.valid;
    way.firstElementChild.href = `/receipts/${result.shown.operation}`;
  }
  section.scrollIntoView?.({ block: "nearest" });
}

async function fromForm(event) {
  const [file] = form.elements.file.files;
  const text = form.elements.text.value.trim();
  if (!file && !text) return;
  event.preventDefault();
  await judge(file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(text));
}

function fromAddress() {
  const text = location.hash.slice(1);
  if (text) judge(new TextEncoder().encode(text));
}

// Without WebCrypto (a page over plain http on another machine) the form goes to the server.
if (globalThis.crypto?.subtle) {
  if (section.dataset.receipt) judge(new TextEncoder().encode(section.dataset.receipt));
  if (form && (await canCheckSignatures())) {
    document.querySelector("[data-verify-browser]").hidden = false;
    form.addEventListener("submit", fromForm);
    addEventListener("hashchange", fromAddress);
    fromAddress();
  }
} else if (section.dataset.receipt) {
  show("open");
}
