/* The same places as in the list below, on a map. Positions come in the grid of the ground they are drawn on. */
"use strict";

const NAMES_FROM = 5; // zoom from which provinces, and
const COUNTIES_FROM = 8; // from which counties are drawn, with their names one step later
const SHAPES = { sure: [26, 34], hours: [26, 26], shut: [24, 24], here: [18, 18] };

for (const box of document.querySelectorAll("[data-map]")) {
  const data = JSON.parse(document.getElementById(box.dataset.map).textContent);
  if (!data.points.length || !window.L) continue;
  for (const part of document.querySelectorAll(`[data-map-part="${box.dataset.map}"]`)) part.hidden = false;
  box.hidden = false;
  const map = L.map(box, { scrollWheelZoom: false, zoomControl: true, minZoom: 3 });
  map.attributionControl.setPrefix(false);
  for (const point of data.points) {
    const options = { icon: pin(point.shape), title: `${point.name} ${point.says}`, alt: `${point.name} ${point.says}` };
    const marker = L.marker(point.at, { ...options, keyboard: true }).addTo(map);
    marker.on("click keypress", () => { location.href = point.url; });
  }
  if (data.here) L.marker(data.here, { icon: pin("here"), interactive: false, keyboard: false, alt: "" }).addTo(map);
  const all = [...data.points.map((point) => point.at), ...(data.here ? [data.here] : [])];
  const nearest = data.tiles ? 15 : 10; // where a base map has no streets, one pin needs its county around it
  if (all.length === 1) map.setView(all[0], data.tiles ? 15 : 9);
  else map.fitBounds(all, { padding: [30, 30], maxZoom: nearest });
  if (data.tiles) L.tileLayer(data.tiles, { attribution: data.credit, maxZoom: 18 }).addTo(map);
  else whenSeen(box, () => draw(map, data));
}

function pin(shape) {
  const [width, height] = SHAPES[shape];
  const anchor = shape === "sure" ? [width / 2, height] : [width / 2, height / 2];
  return L.divIcon({ className: "k-pinbox", html: `<span class="k-pin k-pin-${shape}"></span>`, iconSize: [width, height], iconAnchor: anchor });
}

/* Nobody who does not come to the map pays for its ground. */
function whenSeen(box, act) {
  if (!("IntersectionObserver" in window)) return act();
  const watch = new IntersectionObserver((seen) => {
    if (!seen.some((one) => one.isIntersecting)) return;
    watch.disconnect();
    act();
  }, { rootMargin: "200px" });
  watch.observe(box);
}

/* Our own ground: the provinces and the official lines; near by, the counties of each province that has a pin in view. */
async function draw(map, data) {
  map.createPane("names").style.zIndex = 450; // above the ground, below the pins
  map.attributionControl.addAttribution(data.credit);
  const country = await file(data.country);
  layer(country, "provinces", "k-map-land").addTo(map);
  layer(country, "lines", "k-map-line").addTo(map);
  const provinces = labels(country, data.names);
  const loaded = {};
  const counties = {};
  const show = async () => {
    const [zoom, view] = [map.getZoom(), map.getBounds().pad(0.5)];
    turn(map, provinces, zoom >= NAMES_FROM && zoom < COUNTIES_FROM);
    const near = new Set(data.points.filter((point) => view.contains(point.at)).map((point) => point.province));
    for (const [code, address] of Object.entries(data.counties)) {
      if (zoom >= COUNTIES_FROM && near.has(code) && !loaded[code]) {
        loaded[code] = true;
        const told = await file(address);
        counties[code] = { lines: layer(told, "counties", "k-map-county"), names: labels(told, data.names) };
      }
    }
    for (const one of Object.values(counties)) {
      turn(map, one.lines, map.getZoom() >= COUNTIES_FROM);
      turn(map, one.names, map.getZoom() > COUNTIES_FROM);
    }
    map.getContainer().dataset.drawn = Object.keys(counties).length ? "counties" : "country";
  };
  map.on("moveend", show);
  await show();
}

async function file(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

function layer(told, name, className) {
  return L.geoJSON(topojson.feature(told, told.objects[name]), { interactive: false, style: { className } });
}

function labels(told, script) {
  const group = L.layerGroup();
  for (const { properties, geometry } of topojson.feature(told, told.objects.names).features) {
    const name = document.createElement("span");
    name.textContent = properties[script] || properties.s;
    const at = [geometry.coordinates[1], geometry.coordinates[0]];
    const icon = L.divIcon({ className: "k-map-name", html: name, iconSize: [0, 0] });
    group.addLayer(L.marker(at, { icon, pane: "names", interactive: false, keyboard: false, alt: "" }));
  }
  return group;
}

function turn(map, layers, on) {
  if (on) layers.addTo(map);
  else layers.remove();
}
