// Copy buttons: the words beside them say that it worked.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const words = button.nextElementSibling;
  await navigator.clipboard.writeText(button.dataset.copy);
  words.textContent = words.dataset.copied;
  setTimeout(() => { words.textContent = ""; }, 2_000);
});
