// A plan under way: its seconds count down, and its section is looked at again, while it is seen.
{
  const section = () => document.querySelector("#plans[data-live]");
  // What somebody is typing is not swept away by what a look brings along.
  const isTyped = ({ type, value, defaultValue, checked, defaultChecked, options }) => {
    if (type === "hidden") return false;
    if (!options) return value !== defaultValue || checked !== defaultChecked;
    const first = [...options].find((option) => option.defaultSelected) ?? options[0];
    return !first.selected;
  };
  const fields = (part) => [...part.querySelectorAll("input, select, textarea")];
  const isBeingTyped = () =>
    document.querySelector("#plans :is([data-typed], dialog[open])") ||
    fields(document.getElementById("plans")).some(isTyped);
  const isSending = () => document.documentElement.hasAttribute("data-sending");
  const isBusy = (part) =>
    part.querySelector("dialog[open]") ||
    part.contains(document.activeElement) ||
    fields(part).some(isTyped) ||
    (part.closest("[data-typed]") && fields(part).length > 0);
  // What spoke against a line is past once the line is another.
  const forget = (line) => {
    const said = document.querySelector(`#objections [data-line="${line}"]`);
    if (!said) return;
    const note = said.closest("#objections");
    said.remove();
    if (!note.querySelector("li")) note.remove();
  };
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    const { target } = event.detail;
    if (!target.closest("#products")) return;
    if (isBusy(target)) event.detail.shouldSwap = false;
    else forget(target.id);
  });
  let beats = 0;
  let opened = [];
  setInterval(() => {
    if (document.hidden || !section()) return;
    for (const number of section().querySelectorAll("[data-countdown]")) {
      number.textContent = Math.max(0, Number(number.textContent) - 1);
    }
    beats += 1;
    if (beats % 2 || isSending() || isBeingTyped()) return;
    section().dispatchEvent(new Event("omnitron:look"));
  }, 1_000);
  // What somebody opened or closed stays so, and htmx keeps the focus by its id.
  const details = () => document.querySelectorAll("#plans details");
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target.id === "plans") {
      const isLook = event.detail.requestConfig.verb === "get";
      if (isLook && (isSending() || isBeingTyped())) event.detail.shouldSwap = false;
      opened = [...details()].map(({ id, open }) => [id, open]);
    }
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of opened) {
      const same = document.getElementById(id);
      if (same) same.open = open;
    }
    opened = [];
  });
  // A link to a plan opens it.
  const reveal = () => {
    const plan = document.querySelector(":target[id^=plan-]");
    const about = plan && document.getElementById(`about-${plan.id}`);
    if (about) about.open = true;
  };
  addEventListener("hashchange", reveal);
  reveal();
}
