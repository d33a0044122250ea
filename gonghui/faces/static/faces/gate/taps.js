/* Taps of a keeper: with a network they are forms like any other; without one they are kept here and sent later, each
   with the id and the time that it was given here. */
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

  async function keep({ form, by }) {
    const no = await desk.unable();
    if (no) return desk.verdict("no", no, show);
    const what = by.textContent.trim();
    const record = { id: crypto.randomUUID(), act: by.dataset.tap, of: form.dataset.taps, value: by.value, what };
    await desk.keep({ ...record, at: Math.round(now()) });
    desk.verdict("yes", say("kept"), show, { name: what });
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
    if (!event.detail.form.matches("[data-taps]") || !event.detail.by?.dataset.tap) return;
    event.preventDefault();
    keep(event.detail);
  });

  desk.begin();
})();
