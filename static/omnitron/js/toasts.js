// Short messages: they leave after ten seconds, not while one is read or reached by the keyboard.
{
  const LIFE = 10_000;
  const stays = (toast) => toast.matches(":hover, :focus-within");
  const leave = (toast) => (stays(toast) ? setTimeout(leave, 1_000, toast) : toast.remove());
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node.matches?.("[data-toast-shown]")) setTimeout(leave, LIFE, node);
      }
    }
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-toast-close]")) event.target.closest(".toast").remove();
  });
  const show = (name) => {
    const template = document.querySelector(`template[data-toast="${name}"]`);
    document.getElementById("toasts").append(template.content.cloneNode(true));
  };
  // What asks again by itself (data-quiet) interrupts nobody when it gets no answer.
  const tell = (name) => (event) => {
    if (event.target.closest("[data-quiet]")) return;
    show(event.detail.requestConfig.verb === "get" ? "unread" : name);
  };
  document.addEventListener("htmx:sendError", tell("offline"));
  document.addEventListener("htmx:responseError", tell("failed"));
}
