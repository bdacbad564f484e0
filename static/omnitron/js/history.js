// Going back asks the server for the page. Where it refuses, the browser shows what it says:
// the page of the other address would stay otherwise.
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
// The answer to a form has an address that shows it again: by itself a browser sends no form twice.
{
  const shown = document.querySelector("[data-address]");
  if (shown) history.replaceState(history.state, "", shown.dataset.address);
}
