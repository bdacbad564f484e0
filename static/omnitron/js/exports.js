// Exports under way: the list is looked at again while it is seen and nobody answers a question in it.
{
  const SECONDS = 2;
  let reading = false;
  const list = () => document.querySelector("#exports[data-live]");
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target === list()) reading = true;
  });
  document.addEventListener("htmx:afterRequest", () => { reading = false; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    // A question may have been opened while the answer was on its way.
    if (event.detail.target.querySelector?.("dialog[open]")) event.detail.shouldSwap = false;
  });
  setInterval(() => {
    const part = list();
    if (!part || reading || document.hidden || part.querySelector("dialog[open]")) return;
    part.dispatchEvent(new Event("omnitron:look"));
  }, SECONDS * 1_000);
}
