/* A QR changes every half minute. The next minutes' drawings are fetched ahead, so that a hall without a
   network does not stop it; the phone never holds the key they are made with, and an old one admits nobody. */
"use strict";

for (const box of document.querySelectorAll("[data-live-codes]")) {
  const drawing = box.querySelector("svg.qr");
  const old = box.querySelector("[data-old]");
  let ahead = null; // {offset, first, step, size, codes}
  let shown = -1;
  const began = Date.now();

  async function fetchAhead() {
    const asked = Date.now();
    try {
      const answer = await fetch(box.dataset.liveCodes, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      const told = await answer.json();
      if (told.codes.length) ahead = { ...told, offset: told.now - (asked + Date.now()) / 2 };
    } catch {
      /* asked again soon; until then what is here is drawn */
    }
  }

  /* The dark squares of a drawing as one path, row by row. */
  function path(code, size) {
    const bytes = atob(code);
    const dark = (at) => (bytes.charCodeAt(at >> 3) >> (7 - (at & 7))) & 1;
    let line = "";
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        if (!dark(y * size + x)) continue;
        const from = x;
        while (x + 1 < size && dark(y * size + x + 1)) x++;
        line += `M${from + 2} ${y + 2}h${x - from + 1}v1h-${x - from + 1}z`;
      }
    }
    return line;
  }

  function draw() {
    if (!ahead) return age(Date.now() - began > 60_000);
    const step = Math.floor((Date.now() + ahead.offset) / ahead.step);
    const code = ahead.codes[step - ahead.first];
    age(!code);
    if (!code || step === shown) return;
    shown = step;
    const whole = ahead.size + 4;
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "path");
    lines.setAttribute("d", path(code, ahead.size));
    drawing.setAttribute("viewBox", `0 0 ${whole} ${whole}`);
    drawing.replaceChildren(lines);
    box.dataset.step = step;
    if (step - ahead.first > ahead.codes.length / 2) fetchAhead().then(draw);
  }

  function age(isOld) {
    old.hidden = !isOld;
    drawing.classList.toggle("k-old", isOld);
    if (isOld && navigator.onLine && !box.dataset.asking) {
      box.dataset.asking = "1";
      setTimeout(() => fetchAhead().then(() => delete box.dataset.asking), 3000);
    }
  }

  fetchAhead().then(draw);
  setInterval(draw, 1000);
  addEventListener("online", () => fetchAhead().then(draw));
  addEventListener("pageshow", draw);
}
