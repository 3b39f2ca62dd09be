// What a page must keep at the width of a phone: returns what it does not, in words.
// In the elder size the page's text has 24 px and every target 60 px; links in a sentence are text.
const faults = [];
const root = document.documentElement;

const name = (element) => {
  const words = (element.innerText || element.value || element.name || "").trim();
  return `${element.tagName.toLowerCase()}.${element.className || "-"} "${words.slice(0, 24)}"`;
};
const shown = (element) =>
  element.checkVisibility({ visibilityProperty: true }) &&
  !element.closest(".visually-hidden, .skip-link");

if (root.scrollWidth > window.innerWidth) {
  faults.push(`scrolls sideways: ${root.scrollWidth} px in ${window.innerWidth}`);
}
const before = root.hasAttribute("data-elder");
root.setAttribute("data-elder", "");
if (root.scrollWidth > window.innerWidth) {
  faults.push(`elder size scrolls sideways: ${root.scrollWidth} px in ${window.innerWidth}`);
}
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
  const element = texts.currentNode.parentElement;
  if (!texts.currentNode.data.trim() || !shown(element)) continue;
  if (element.closest("svg, script, style, option, select")) continue;
  const size = parseFloat(getComputedStyle(element).fontSize);
  // Around the page itself: what the rules for elder interfaces ask of the smallest text.
  const least = element.closest("main") ? 24 : 18;
  if (size < least - 0.05) faults.push(`elder text of ${size} px: ${name(element)}`);
}
const isInSentence = (link) => {
  const around = [...link.parentElement.childNodes].filter((node) => node !== link);
  return around.some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
};
const height = (target) => {
  // A label is as good as its box.
  const boxes = [target, ...(target.labels ?? [])].map((one) => one.getBoundingClientRect());
  const top = Math.min(...boxes.map((box) => box.top));
  return Math.max(...boxes.map((box) => box.bottom)) - top;
};
// A card whose link covers it is one target.
const box = (target) => {
  const covers = getComputedStyle(target, "::after").position === "absolute";
  return (covers && target.closest(".card-link")) || target;
};
const targets = "a[href], button, input:not([type=hidden]), select, textarea, summary";
for (const target of document.querySelectorAll(targets)) {
  if (!shown(target) || (target.tagName === "A" && isInSentence(target))) continue;
  const high = target.type === "radio" || target.type === "checkbox"
    ? height(target) : box(target).getBoundingClientRect().height;
  if (high < 59.5) faults.push(`elder target ${high.toFixed(0)} px high: ${name(target)}`);
}
if (!before) root.removeAttribute("data-elder");
return [...new Set(faults)];
