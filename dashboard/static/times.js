// Shows each time in the viewer's zone; the exact one is its title. Without this it stands there in UTC.
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });

// A field of a time is filled in the viewer's zone.
for (const field of document.querySelectorAll("input[type=datetime-local][data-at]")) {
  const at = new Date(field.dataset.at);
  if (Number.isNaN(at.getTime())) continue;
  const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  field.value = field.defaultValue = local.toISOString().slice(0, 16);
}

function show(root) {
  for (const time of root.querySelectorAll("time[datetime]:not([title])")) {
    const at = new Date(time.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    time.textContent = short.format(at);
    time.title = exact.format(at);
  }
}

show(document);
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) if (node instanceof Element) show(node.parentNode ?? node);
  }
}).observe(document.body, { childList: true, subtree: true });
// Days are meant in the viewer's zone: kvolt is told which that is with every page.
document.cookie = `zone=${
  encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)
}; path=/; max-age=31536000; samesite=lax`;
