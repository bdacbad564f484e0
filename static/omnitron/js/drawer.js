// The menu of small screens opens by its address; this adds Escape, a tap beside it, and the focus.
{
  const drawer = document.getElementById("nav");
  const around = document.querySelectorAll(".app-top, .app-main");
  const isOpen = () => drawer?.matches(":target") && getComputedStyle(drawer).position === "fixed";
  const close = () => location.replace("#main");
  const follow = () => {
    const open = Boolean(isOpen());
    const wasOpen = [...around].some((part) => part.inert);
    for (const part of around) part.inert = open;
    if (open) drawer.querySelector("a").focus();
    else if (wasOpen) document.querySelector(".app-menu").focus();
  };
  addEventListener("hashchange", follow);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && isOpen()) close();
  });
  addEventListener("click", (event) => {
    if (isOpen() && !drawer.contains(event.target)) close();
  });
  follow();
}
