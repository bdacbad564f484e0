// Work that goes on by itself is looked at again every `data-live` seconds, while it is seen and nobody
// answers a question in it, sends one, or reads what opened in place (`data-holds`). A focus that was in what a look took away goes to the page.
{
  const live = () => document.querySelector("[data-live]");
  const isAsking = (part) =>
    part.querySelector("dialog[open], details[data-holds][open]") || document.documentElement.hasAttribute("data-sending");
  let beats = 0;
  let reading = false;
  setInterval(() => {
    beats += 1;
    const part = live();
    if (!part || reading || document.hidden || beats % Number(part.dataset.live)) return;
    if (!isAsking(part)) part.dispatchEvent(new Event("omnitron:look"));
  }, 1_000);
  document.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target === live()) reading = true;
  });
  document.addEventListener("htmx:afterRequest", () => { reading = false; });
  let wasFocused = false;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    // A question may have been opened while the answer was on its way.
    if (detail.target === live() && isAsking(detail.target)) detail.shouldSwap = false;
    wasFocused = detail.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:afterSettle", () => {
    const isLost = wasFocused && document.activeElement === document.body;
    if (isLost) document.getElementById("main").focus({ preventScroll: true });
    wasFocused = false;
  });
}
