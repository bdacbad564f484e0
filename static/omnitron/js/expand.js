// Expand All and Collapse All; each section stays as it was left, page after page.
{
  const sections = () => [...document.querySelectorAll("details[data-section]")];
  const buttons = () => [...document.querySelectorAll("[data-expand]")];
  const offer = () => {
    const wanted = sections().every((section) => section.open) ? "closed" : "open";
    for (const button of buttons()) button.hidden = button.dataset.expand !== wanted;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-expand]");
    if (!button) return;
    const open = button.dataset.expand === "open";
    // A click, so that remember.js sees it as the person's own.
    for (const section of sections()) {
      if (section.open !== open) section.querySelector("summary").click();
    }
    offer();
    buttons().find((other) => !other.hidden).focus();
  });
  // `toggle` does not bubble, so it is caught on its way down.
  document.addEventListener("toggle", (event) => {
    if (event.target.matches("details[data-section]")) offer();
  }, true);
  document.addEventListener("htmx:afterSettle", offer);
  offer();
}
