/* The nearest rooms first, when the reader says where they are. The position goes into this page's address only. */
"use strict";

(() => {
  const button = document.querySelector("[data-near]");
  if (!button || !navigator.geolocation) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const address = new URL(location.href);
    if (button.getAttribute("aria-pressed") === "true") {
      address.searchParams.delete("lat");
      address.searchParams.delete("lon");
      location.assign(address);
      return;
    }
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        address.searchParams.set("lat", coords.latitude.toFixed(4));
        address.searchParams.set("lon", coords.longitude.toFixed(4));
        address.searchParams.delete("page");
        location.assign(address);
      },
      () => (button.disabled = false),
      { timeout: 10_000, maximumAge: 300_000 },
    );
  });
})();
