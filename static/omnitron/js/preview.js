// Nobody applies other amounts than they see: who has changed one sees the new preview first, is told
// so, and applies that.
document.addEventListener("click", (event) => {
  const opener = event.target.closest('[data-dialog="apply"]');
  const form = document.getElementById("preview");
  const isChanged = ({ value, defaultValue }) => value !== defaultValue;
  if (!opener || ![...form.querySelectorAll("[data-again]")].some(isChanged)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  form.requestSubmit(form.querySelector('[name="step"][value="changed"]'));
}, true);
