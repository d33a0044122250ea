/* Taps of a keeper: with a network they are forms like any other; without one they are kept here and sent later, each
   with the id and the time that it was given here; of a form that asks for a code, with the code. */
"use strict";

(() => {
  const { now, say, ...desk } = deskAlone({
    token: document.querySelector("[data-taps] [name=csrfmiddlewaretoken]").value,
    facts: () => ({}),
    sends: {
      name: "taps",
      of: ({ id, act, of, value, at }) => ({ id, act, of, value, at }),
      done: "done",
    },
  });

  async function keep(form, by) {
    const { code } = form.elements;
    const value = code ? gateCodes.parse(code.value) : by.value;
    const no = (await desk.unable()) || (code && !value && say("no_code"));
    if (no) return desk.verdict("no", no, show);
    const what = code ? `${by.textContent.trim()} ${value}` : by.textContent.trim();
    const record = { id: crypto.randomUUID(), act: by.dataset.tap, of: form.dataset.taps, value, what };
    await desk.keep({ ...record, at: Math.round(now()) });
    if (code) code.value = "";
    desk.verdict("yes", say("stored"), show, { name: what });
    return desk.tell();
  }

  const show = (panel) => {
    document.querySelector("[data-lost]")?.remove();
    const lost = document.createElement("div");
    lost.dataset.lost = "";
    lost.append(panel);
    document.querySelector("main h1").after(lost);
  };

  /* Once all is sent the page shows how things are now; what is being typed is not thrown away for it. */
  let unsent = 0;
  const untouched = () => [...document.querySelectorAll("main input, main textarea")].every((one) => one.value === one.defaultValue);
  addEventListener("gonghui:unsent", ({ detail }) => {
    if (unsent && !detail && untouched()) location.replace(location.href);
    unsent = detail;
  });

  addEventListener("gonghui:unreachable", (event) => {
    const { form } = event.detail;
    const by = event.detail.by ?? form.querySelector("[data-tap]"); // the camera sends a form without a press
    if (!form.matches("[data-taps]") || !by?.dataset.tap) return;
    event.preventDefault();
    keep(form, by);
  });

  desk.begin();
})();
