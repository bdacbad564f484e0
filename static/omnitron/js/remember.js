// Details with data-remember stay as the person leaves them; early.js restores them.
document.addEventListener("click", (event) => {
  const details = event.target.closest("details[data-remember] > summary")?.parentElement;
  // The click has not been carried out yet: what is open now is about to close.
  if (details) localStorage.setItem(details.dataset.remember, details.open ? "closed" : "open");
});
