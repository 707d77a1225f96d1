import type { Page } from "playwright-core";

/**
 * Sends each form of a page while the answer is held back, then refuses it. Runs in the page, so that nothing comes
 * between what is done and what is read: the word that it is sent has to stand there when the submit is over, or when
 * the question before it has closed.
 */
const EACH_FORM = `(async () => {
  const REFUSED = "It was refused, for a reason that is told.";
  const wrong = [];
  let answer;
  const fetched = globalThis.fetch;
  globalThis.fetch = (to, options) => {
    if (!String(to).startsWith("/api/v1/")) return fetched(to, options);
    return new Promise((resolve) => answer = resolve);
  };
  const dialog = document.getElementById("ask");
  const closed = () => new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve(), { once: true }));
  let count = 0;
  for (const form of document.querySelectorAll("form[data-api]")) {
    form.noValidate = true;
    for (const button of form.querySelectorAll("button:not([type=button])")) {
      count++;
      answer = undefined;
      const named = form.dataset.api + " by " + button.textContent;
      const says = () => form.querySelector("output")?.textContent;
      form.requestSubmit(button);
      if (dialog.open) {
        if (dialog.querySelector("p").textContent.length < 10) wrong.push(named + " asks nothing");
        if (answer) wrong.push(named + " does not wait for what one says");
        const over = closed().then(says);
        dialog.querySelector("[value=yes]").click();
        const said = await over;
        if (said !== "Sent …") wrong.push(named + " says after its question: " + said);
      } else if (says() !== "Sent …") wrong.push(named + " says: " + says());
      if (!answer) {
        wrong.push(named + " sends nothing");
        continue;
      }
      const free = new Promise((resolve) => new MutationObserver((_, observer) => {
        if (form.hasAttribute("aria-busy")) return;
        observer.disconnect();
        resolve();
      }).observe(form, { attributeFilter: ["aria-busy"] }));
      const headers = { "content-type": "application/problem+json" };
      answer(new Response(JSON.stringify({ detail: REFUSED }), { status: 422, headers }));
      await free;
      if (says() !== REFUSED) wrong.push(named + " says of its refusal: " + says());
    }
  }
  globalThis.fetch = fetched;
  return { count, wrong };
})()`;

/** How many things a page lets one do, and which of them do not say that they are sent, or what came of it. */
export const everyForm = (page: Page): Promise<{ count: number; wrong: string[] }> =>
  page.evaluate(EACH_FORM);
