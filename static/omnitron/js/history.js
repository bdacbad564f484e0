// Going back asks the server for the page. Where it refuses, the browser shows what it says:
// the page of the other address would stay otherwise.
document.addEventListener("htmx:historyCacheMissLoadError", () => location.reload());
