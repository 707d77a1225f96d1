// Shows that the server is lost, and takes it back: htmx dials its event streams again by itself.
const banner = document.getElementById("lost");

document.body.addEventListener("htmx:sseError", () => {
  banner.hidden = false;
});
document.body.addEventListener("htmx:sseOpen", () => {
  if (banner.hidden) return;
  banner.hidden = true;
  // What happened in between is fetched by whoever shows it.
  document.body.dispatchEvent(new CustomEvent("kvolt:back", { bubbles: true }));
});
