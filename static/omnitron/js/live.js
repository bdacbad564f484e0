// Work that goes on by itself is looked at again every second, while it is seen. Once it has come to an
// end, the page takes its place; a focus that was in what went away goes to the page.
{
  setInterval(() => {
    const live = document.querySelector("#progress[data-live]");
    if (live && !document.hidden) live.dispatchEvent(new Event("omnitron:look"));
  }, 1_000);
  let wasFocused = false;
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    wasFocused = detail.target.contains(document.activeElement);
  });
  document.addEventListener("htmx:afterSettle", () => {
    const isLost = wasFocused && document.activeElement === document.body;
    if (isLost) document.getElementById("main").focus({ preventScroll: true });
    wasFocused = false;
  });
}
