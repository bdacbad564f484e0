// An answer that refuses leaves the page where it is, and brings why into sight: the top of the page, to which
// a good answer leads, does not say it.
{
  const REFUSED = [409, 422];
  let isRefused = false;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    isRefused = REFUSED.includes(detail.xhr.status);
    if (!isRefused) return;
    const swap = detail.swapOverride ?? detail.requestConfig.elt.closest("[hx-swap]")?.getAttribute("hx-swap") ?? "";
    detail.swapOverride = `${swap.replace(/\bshow:\S+/, "")} show:none`.trim();
  });
  document.addEventListener("htmx:afterSettle", ({ target }) => {
    if (isRefused) target.querySelector('[role="alert"]')?.scrollIntoView({ block: "nearest" });
  });
}
