// Passes a challenge to the device and its answer to the form. Without this file, or on a device
// without passkeys, the page names the other ways.

const decode = (text) => Uint8Array.from(
  atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const named = (list) => (list ?? []).map((one) => ({ ...one, id: decode(one.id) }));

async function create(options) {
  const made = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: decode(options.challenge),
    user: { ...options.user, id: decode(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
  } });
  return {
    id: made.id, rawId: encode(made.rawId), type: made.type, extensions: {},
    response: {
      attestationObject: encode(made.response.attestationObject),
      clientDataJSON: encode(made.response.clientDataJSON),
    },
  };
}

async function get(options) {
  const shown = await navigator.credentials.get({ publicKey: {
    ...options,
    challenge: decode(options.challenge),
    allowCredentials: named(options.allowCredentials),
  } });
  const { authenticatorData, clientDataJSON, signature, userHandle } = shown.response;
  return {
    id: shown.id, rawId: encode(shown.rawId), type: shown.type, extensions: {},
    response: {
      authenticatorData: encode(authenticatorData),
      clientDataJSON: encode(clientDataJSON),
      signature: encode(signature),
      userHandle: userHandle ? encode(userHandle) : null,
    },
  };
}

const ways = { create, get };

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  if (!window.PublicKeyCredential) return;
  form.querySelector("button").hidden = false;
  document.querySelectorAll("[data-without]").forEach((hint) => { hint.hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const answer = await ways[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.answer.value = JSON.stringify(answer);
      form.submit();
    } catch {
      form.querySelector("[data-failed]").hidden = false;
    }
  });
});
