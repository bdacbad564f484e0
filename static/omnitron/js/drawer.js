// The menu of small screens opens by its address; this adds Escape, a tap beside it, and the focus.
{
  const drawer = document.getElementById("nav");
  const isOpen = () => drawer?.matches(":target") && getComputedStyle(drawer).position === "fixed";
  const closeUnless = (inside) => {
    if (isOpen() && !drawer.contains(inside)) location.replace("#main");
  };
  let wasOpen = false;
  const follow = () => {
    if (isOpen()) drawer.querySelector("a").focus();
    else if (wasOpen) document.querySelector(".app-menu").focus();
    wasOpen = isOpen();
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => closeUnless(event.target));
  document.addEventListener("focusin", (event) => closeUnless(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeUnless(null);
  });
  follow();
}
