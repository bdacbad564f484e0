// The preview follows what is typed on it, so that nobody applies other amounts than they see.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-again]")) {
    event.target.form.dispatchEvent(new Event("omnitron:again"));
  }
});
{
  // What somebody opened stays open.
  let opened = [];
  document.addEventListener("htmx:beforeSwap", () => {
    opened = [...document.querySelectorAll("#preview details[open]")].map(({ id }) => id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of opened) {
      const same = document.getElementById(id);
      if (same) same.open = true;
    }
  });
}
