// In a form that begins with a button that does nothing, Enter in a box does nothing either: for a box, unlike a
// field of text, some browsers press the next button instead.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches('input:is([type="checkbox"], [type="radio"])')) return;
  if (event.target.form?.querySelector('button[type="submit"]')?.matches("[disabled][hidden]")) event.preventDefault();
});
