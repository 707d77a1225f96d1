// Keeps the cards of a list in their order as they come and go, the online ones first. Nothing moves while somebody
// reads or works in the list: while the pointer or the focus is in it, or its top is scrolled out of sight.
const stations = () => document.getElementById("stations");
const cardsIn = (list) => [...list.querySelectorAll(":scope > [data-place]")];
const moreIn = (list) => list.querySelector(":scope > .more");

/** It is to be fetched anew, once nobody is at work in it. */
let stale = false;

function inUse(list) {
  const pointed = matchMedia("(hover: hover)").matches && list.matches(":hover");
  const { top, height } = list.getBoundingClientRect();
  return height > 0 && (pointed || top < 0 || list.contains(document.activeElement));
}

const inOrder = (cards) =>
  cards.every((card, n) => n === 0 || cards[n - 1].dataset.place <= card.dataset.place);

/** Whether a card that is not shown belongs among those that are. */
function belongs({ dataset: { place } }, list) {
  const end = moreIn(list)?.dataset.after;
  return place > list.dataset.from && (end === undefined || place <= end);
}

/** Lets cards slide to where they stand after a change, so that the eye can follow. */
function sliding(list, change) {
  const seen = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  const before = new Map(cardsIn(list).map((card) => [card, card.getBoundingClientRect()]));
  change();
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  for (const [card, was] of before) {
    const is = card.getBoundingClientRect();
    if (!card.isConnected || !(seen(was) || seen(is))) continue;
    const [x, y] = [was.left - is.left, was.top - is.top];
    if (x === 0 && y === 0) continue;
    const from = { transform: `translate(${x}px, ${y}px)` };
    card.animate([from, { transform: "none" }], { duration: 250, easing: "ease-out" });
  }
}

function sort(list, newcomers = []) {
  const sorted = [...cardsIn(list), ...newcomers].sort((a, b) =>
    a.dataset.place < b.dataset.place ? -1 : 1
  );
  list.prepend(...sorted);
}

/** Brings the list into its order where nobody is at work in it, else says that it will. */
function arrange() {
  const list = stations()?.querySelector(".cards");
  if (!list) return;
  const cards = cardsIn(list);
  const ordered = inOrder(cards);
  const waits = (stale || !ordered) && inUse(list);
  const note = stations().querySelector("[role=status]");
  const says = waits ? "Sorted anew once you leave the list." : "";
  if (note && note.textContent !== says) note.textContent = says;
  if (waits) return;
  if (!ordered) sliding(list, () => sort(list));
  if (!stale) return;
  stale = false;
  stations().dispatchEvent(new CustomEvent("kvolt:again"));
}

document.body.addEventListener("kvolt:placed", ({ detail: strangers }) => {
  const list = stations()?.querySelector(".cards[data-every=true]");
  const newcomers = list ? strangers.filter((card) => belongs(card, list)) : [];
  if (newcomers.length > 0 && inUse(list)) stale = true;
  else if (newcomers.length > 0) sliding(list, () => sort(list, newcomers));
  arrange();
});

/** Takes a list that was fetched anew, keeping the cards that are shown already. */
function take(fresh) {
  const shown = stations();
  sliding(shown.querySelector(".cards"), () => {
    for (const card of cardsIn(fresh.querySelector(".cards"))) {
      const old = document.getElementById(card.id);
      if (!old) continue;
      place(card, old);
      card.replaceWith(document.getElementById(card.id));
    }
    shown.replaceChildren(...fresh.childNodes);
    htmx.process(shown);
  });
}

document.body.addEventListener("htmx:configRequest", ({ detail: { elt, parameters } }) => {
  if (elt === stations()) parameters.shown = cardsIn(elt.querySelector(".cards")).length;
});
document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt !== stations() || !inUse(stations().querySelector(".cards"))) return;
  event.preventDefault();
  stale = true;
  arrange();
});
/** The card behind which a portion comes that whoever works by keyboard has asked for. */
let behindIt;
document.body.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { target } = detail;
  behindIt = target.matches(".more:focus-within") ? target.previousElementSibling : undefined;
  if (detail.requestConfig.elt !== stations() || !detail.shouldSwap) return;
  const template = document.createElement("template");
  template.innerHTML = detail.serverResponse;
  const fresh = template.content.getElementById("stations");
  if (!fresh) return;
  detail.shouldSwap = false;
  if (!inUse(stations().querySelector(".cards"))) return take(fresh);
  stale = true;
  arrange();
});
document.body.addEventListener("htmx:afterSwap", () => {
  const list = stations()?.querySelector(".cards");
  // One that went offline since the last portion came stands in two of them.
  const seen = new Set();
  for (const card of list ? cardsIn(list) : []) {
    if (seen.has(card.id)) card.remove();
    seen.add(card.id);
  }
  behindIt?.nextElementSibling?.querySelector("a").focus({ preventScroll: true });
  behindIt = undefined;
  arrange();
});
for (const type of ["pointerout", "focusout", "scroll"]) {
  document.addEventListener(type, () => setTimeout(arrange), { passive: true });
}
