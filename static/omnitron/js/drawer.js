// The menu of small screens opens by its address; this adds Escape, a tap beside it, and the focus.
{
  const opened = () => {
    const drawer = document.querySelector("#nav:target");
    return drawer && getComputedStyle(drawer).position === "fixed" ? drawer : null;
  };
  const closeUnless = (inside) => {
    const drawer = opened();
    if (drawer && !drawer.contains(inside)) location.replace("#main");
  };
  let wasOpen = false;
  const follow = () => {
    const drawer = opened();
    if (drawer) drawer.querySelector("a").focus();
    else if (wasOpen) document.querySelector(".app-menu").focus();
    wasOpen = Boolean(drawer);
  };
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => closeUnless(event.target));
  document.addEventListener("focusin", (event) => closeUnless(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeUnless(null);
  });
  follow();
}
