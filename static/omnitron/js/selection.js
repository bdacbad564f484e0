// Ticking rows of a list: the whole page, a range with Shift, and what the server answered.
// The server keeps the selection; this only saves clicks.

// A row that cannot be chosen has a box without a name.
const ROW_BOX = 'td.m-check input[type="checkbox"][name]';
const rowBoxes = (form) => [...form.querySelectorAll(ROW_BOX)];
let last = null;

function tick(form, on) {
  for (const box of rowBoxes(form)) box.checked = on;
  showPageBox(form);
}

function showPageBox(form) {
  const boxes = rowBoxes(form);
  const ticked = boxes.filter((box) => box.checked).length;
  const words = form.querySelector("[data-ticked-count]");
  if (words) words.textContent = words.dataset.tickedCount.replace("{count}", ticked);
  const pageBox = form.querySelector("[data-tick-page]");
  if (!pageBox) return;
  pageBox.checked = ticked > 0 && ticked === boxes.length;
  pageBox.indeterminate = ticked > 0 && ticked < boxes.length;
}

const boxToGoTo = (form) => (form.contains(last) ? last : rowBoxes(form)[0]);

// Capturing: the boxes must be right before the form's own listener sends them.
document.addEventListener(
  "change",
  (event) => {
    const form = event.target.closest("[data-selection]");
    if (!form) return;
    if (event.target.matches("[data-tick-page]")) tick(form, event.target.checked);
    else showPageBox(form);
  },
  true,
);

document.addEventListener(
  "click",
  (event) => {
    const form = event.target.closest("[data-selection]");
    if (!form) return;
    if (event.target.closest("[data-tick]")) tick(form, true);
    if (event.target.closest("[data-untick]")) {
      tick(form, false);
      // The button goes with the bar: the keyboard goes on where it came from.
      if (event.target.closest(".while-ticked")) boxToGoTo(form)?.focus();
    }
    if (!event.target.matches(ROW_BOX)) return;
    const boxes = rowBoxes(form);
    const [from, to] = [boxes.indexOf(last), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) {
      for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
      showPageBox(form);
    }
    last = event.target;
  },
  true,
);

const showAll = () => document.querySelectorAll("[data-selection]").forEach(showPageBox);
document.addEventListener("DOMContentLoaded", showAll);
document.addEventListener("htmx:afterSettle", showAll);
// Going back to the page, the browser fills in what was ticked.
addEventListener("pageshow", showAll);
