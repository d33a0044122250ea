/* The console locks when nobody is at the desk: it warns before, and asks for the password over the page as it is. */
"use strict";

{
  const box = document.querySelector("[data-desk]");
  const form = box.querySelector("form");
  const [warning, locked, wrong] = ["warning", "locked", "wrong"].map((name) => box.querySelector(`[data-${name}]`));
  const password = box.querySelector("[type=password]");
  const SELDOM = 300, OFTEN = 5; // seconds between two looks: at most, and at least
  let acted = false, timer;

  for (const sign of ["keydown", "pointerdown"]) {
    addEventListener(sign, () => (acted = acted || !box.open), { capture: true, passive: true });
  }

  async function ask(fields) {
    const sent = fields && new FormData(form);
    for (const [name, value] of Object.entries(fields || {})) sent.append(name, value);
    const headers = fields ? {} : { "HX-Request": "true" }; // what a page asks by itself is no sign of life
    const answer = await fetch(box.dataset.desk, { method: fields ? "POST" : "GET", body: sent, headers });
    if (answer.redirected) return location.reload(); // signed out elsewhere
    return answer.json();
  }

  function show(left, warn) {
    const state = left <= 0 ? "locked" : left <= warn ? "warning" : "";
    warning.hidden = state !== "warning";
    locked.hidden = state !== "locked";
    for (const part of box.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== state;
    box.classList.toggle("c-lock-shut", state === "locked");
    if (state && !box.open) box.showModal();
    if (state === "locked" && document.activeElement !== password) password.focus();
    if (!state && box.open) box.close();
    next(state === "warning" ? OFTEN : Math.min(SELDOM, Math.max(OFTEN, left - warn)));
  }

  function next(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, seconds * 1000);
  }

  async function look(fields) {
    const busy = acted && !box.open ? {} : fields;
    acted = false;
    try {
      const said = await ask(busy);
      if (said?.error) {
        wrong.textContent = said.error.says;
        wrong.hidden = false;
      } else if (said) {
        wrong.hidden = true;
        show(said.left, said.warn);
      }
    } catch {
      next(SELDOM / 5); // without a network nothing is asked, and nothing is lost
    }
  }

  box.addEventListener("cancel", (event) => event.preventDefault());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    look(locked.hidden ? {} : { password_again: password.value });
    password.value = "";
  });
  addEventListener("pageshow", () => look());
  document.addEventListener("visibilitychange", () => document.hidden || look());
}
