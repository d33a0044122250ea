/* The same places as in the list below, on a map. Positions come in the grid of the tiles. */
"use strict";

for (const box of document.querySelectorAll("[data-map]")) {
  const data = JSON.parse(document.getElementById(box.dataset.map).textContent);
  if (!data.points.length || !window.L) continue;
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: true });
  map.attributionControl.setPrefix(false);
  if (data.tiles) L.tileLayer(data.tiles, { attribution: data.credit, maxZoom: 18 }).addTo(map);
  const bounds = [];
  for (const point of data.points) {
    const pin = L.divIcon({ className: "", html: `<span class="w-pin${point.open ? " w-pin-open" : ""}"></span>`, iconSize: [30, 30], iconAnchor: [15, 30] });
    const marker = L.marker(point.at, { icon: pin, title: `${point.name} ${point.says}`, alt: point.name, keyboard: true }).addTo(map);
    marker.on("click keypress", () => { location.href = point.url; });
    bounds.push(point.at);
  }
  if (data.here) {
    L.marker(data.here, { icon: L.divIcon({ className: "", html: '<span class="w-pin w-pin-here"></span>', iconSize: [18, 18] }), interactive: false, keyboard: false, alt: "" }).addTo(map);
    bounds.push(data.here);
  }
  if (bounds.length === 1) map.setView(bounds[0], 15);
  else map.fitBounds(bounds, { padding: [30, 30], maxZoom: 15 });
}
