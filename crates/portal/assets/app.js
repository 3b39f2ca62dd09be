// Comfort only: every page works without this file.

const all = (selector) => document.querySelectorAll(selector);

// After a refused form, the reader starts at what is wrong.
all("[data-focus]").forEach((element) => element.focus());

all("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});

// 朗读本页: only where the device has a voice for the page's language.
const speech = window.speechSynthesis;
const language = document.documentElement.lang;

function voice() {
  const spoken = language.slice(0, 2);
  return speech.getVoices().find((candidate) => candidate.lang.startsWith(spoken));
}

function offer(button) {
  const label = button.querySelector("span");
  const start = label.textContent;
  const rest = () => { label.textContent = start; };
  button.hidden = false;
  button.addEventListener("click", () => {
    if (speech.speaking) { speech.cancel(); rest(); return; }
    const words = new SpeechSynthesisUtterance(document.querySelector("main").innerText);
    words.lang = language;
    words.voice = voice();
    words.rate = 0.9;
    words.onend = rest;
    speech.speak(words);
    label.textContent = button.dataset.stop;
  });
}

if (speech) {
  let offered = false;
  const check = () => {
    if (offered || !voice()) return;
    offered = true;
    all("[data-read-aloud]").forEach(offer);
  };
  check();
  speech.addEventListener?.("voiceschanged", check);
}
