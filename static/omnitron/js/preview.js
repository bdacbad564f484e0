// Nobody applies other amounts than they see: who has changed one sees the new preview first.
{
  let changed = false;
  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-again]")) changed = true;
  });
  document.addEventListener("click", (event) => {
    const opener = event.target.closest('[data-dialog="apply"]');
    if (!opener || !changed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = document.getElementById("preview");
    form.requestSubmit(form.querySelector('[name="step"][value="preview"]'));
  }, true);
}
