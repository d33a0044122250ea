/* Where the phone is, when its owner asks: fills lat and lon of the form around. Without it the fields stay typed. */
"use strict";

for (const place of document.querySelectorAll("[data-locate]")) {
  const [button, says] = [place.querySelector("[data-locate-ask]"), place.querySelector("[data-locate-says]")];
  const form = place.closest("form");
  if (!button || !form || !navigator.geolocation) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    says.textContent = says.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.lat.value = coords.latitude.toFixed(6);
        form.elements.lon.value = coords.longitude.toFixed(6);
        if (form.elements.datum) form.elements.datum.value = "wgs84";
        says.textContent = says.dataset.found;
        if ("locateSubmit" in place.dataset) {
          if (form.elements.place) form.elements.place.value = "";
          form.requestSubmit();
        }
      },
      () => { says.textContent = says.dataset.denied; },
      { enableHighAccuracy: true, timeout: 10000, maximumAge: 60000 },
    );
  });
}

/* A filter acts when it is touched; the button is for those without scripts. */
for (const form of document.querySelectorAll("[data-nearby]")) {
  form.querySelector(".w-apply").hidden = true;
  form.addEventListener("change", (event) => { if (event.target.type === "checkbox") form.requestSubmit(); });
}
