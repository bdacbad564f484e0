// While a form is on its way the page says so, and nothing that looks by itself takes the form's
// place: its answer would be lost.
{
  let sent = 0;
  const count = (change) => ({ detail }) => {
    if (detail.requestConfig.verb === "get") return;
    sent = Math.max(0, sent + change);
    document.documentElement.toggleAttribute("data-sending", sent > 0);
  };
  document.addEventListener("htmx:beforeSend", count(1));
  document.addEventListener("htmx:afterRequest", count(-1));
}
