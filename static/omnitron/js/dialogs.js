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
