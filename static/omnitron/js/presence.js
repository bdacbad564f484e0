// Who leaves the form without saving says so at once: the note that they edit would fade by itself,
// but only after half a minute in which others wait for them.
{
  const leave = () => {
    const form = document.querySelector("#editing[value=customer]")?.form;
    if (!form) return;
    const words = new FormData();
    words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    words.set("left", "customer");
    navigator.sendBeacon(document.getElementById("visitors").getAttribute("hx-post"), words);
  };
  // The link Back, a step back in the browser, and every way to another page.
  document.addEventListener("htmx:pushedIntoHistory", leave);
  document.addEventListener("htmx:historyCacheMiss", leave);
  addEventListener("pagehide", leave);
}
