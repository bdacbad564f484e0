// Links with data-dialog open a native dialog in place; without scripts they show it by its address.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) {
    event.preventDefault();
    const dialog = document.getElementById(opener.dataset.dialog);
    dialog.addEventListener("close", () => opener.focus(), { once: true });
    dialog.showModal();
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  const dialog = closer?.closest("dialog");
  if (!dialog?.open) return;
  event.preventDefault();
  dialog.close();
});
// A question that came with the page or into it is asked over it, and gone once it is closed.
{
  const ask = (part) => {
    const dialog = part.querySelector("dialog[data-question]:not(:modal)");
    if (!dialog) return;
    const asking = (dialog.closest("form") ?? document).querySelector(`[data-asks="${dialog.dataset.question}"]`);
    dialog.addEventListener("close", () => {
      dialog.remove();
      asking?.focus();
    });
    dialog.open = false;
    dialog.showModal();
  };
  ask(document);
  document.addEventListener("htmx:load", (event) => ask(event.target));
}
