// What outlives that an act leads to another page or loads this one again: what came of it, and what was typed into
// other forms. It is kept until the next page alone.
const LEFT = "kvolt:left";

const formsOf = (api) =>
  [...document.querySelectorAll("form[data-api]")].filter((form) => form.dataset.api === api);

/** What somebody has typed into forms and not sent, but for secrets. */
function typedBeside(sent) {
  return [...document.querySelectorAll("form[data-api] :is(input, textarea)[name]")]
    .filter((field) =>
      field.form !== sent && !/^(password|file|hidden|checkbox|radio)$/.test(field.type) &&
      field.value !== field.defaultValue
    )
    .map(({ form, name, value }) => ({ api: form.dataset.api, name, value }));
}

document.addEventListener("kvolt:leaves", ({ target, detail: told }) => {
  const typed = target.dataset.then === "." ? typedBeside(target) : [];
  sessionStorage.setItem(LEFT, JSON.stringify({ told, typed }));
});

const left = JSON.parse(sessionStorage.getItem(LEFT) ?? "{}");
sessionStorage.removeItem(LEFT);
document.getElementById("told").textContent = left.told ?? "";
for (const { api, name, value } of left.typed ?? []) {
  const [form, ...others] = formsOf(api);
  // Of several that do the same none is sure to be the one.
  if (others.length > 0 || !form?.elements[name]) continue;
  form.elements[name].value = value;
  const fold = form.closest("details");
  if (fold) fold.open = true;
}
