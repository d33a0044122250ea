/* The gate's page: with a network the server judges; without one the list kept here does, and what it did is sent later.
   Every request carries an id made here, so that an answer lost on the way is never a second admission. */
"use strict";

(() => {
  const ask = document.querySelector("form.t-ask");
  const target = document.getElementById("answer");
  const TWICE = 2_000; // the same code again so soon is one scan: a scanner's double click, Enter held down
  const { able, now, shown, say, make, button, ...desk } = deskAlone({
    token: ask.elements.csrfmiddlewaretoken.value,
    refresh: 180_000,
    old: 30 * 60_000,
    open: gateJudge.openList,
    facts: ({ sessions }) => ({
      sessions: sessions.length,
      people: sessions.reduce((sum, session) => sum + session.count, 0),
    }),
    sends: {
      name: "scans",
      of: ({ id, place, at, way, shown: code }) => ({ id, place, at, way, shown: code }),
      done: "admitted",
    },
  });

  /* --- what the steward sees */

  const span = (session) => shown([session.starts, session.ends]);
  const verdict = (kind, said, more) => desk.verdict(kind, said, show, more);

  /* A code whose name is still to be compared waits below, whatever is shown next. */
  function show(panel) {
    const [waiting, slots] = ["[data-waiting]", "[data-slots]"].map((part) => target.querySelector(part));
    const left = target.querySelector("[data-compared]")?.dataset.compared;
    target.replaceChildren(panel, waiting, slots);
    if (left) wait(left);
  }

  function wait(code) {
    const waiting = target.querySelector("[data-waiting]");
    if (waits().includes(code)) return;
    const one = document.querySelector("[data-waiting-one]").content.firstElementChild.cloneNode(true);
    for (const field of one.querySelectorAll("[name=code], [name=waiting]")) field.value = code;
    one.querySelector("b").textContent = code;
    waiting.append(one);
    htmx.process(one);
    waiting.hidden = false;
  }

  const waits = () => [...target.querySelectorAll("[data-waiting] [name=code]")].map((field) => field.value);

  /* It is decided, or asked anew. */
  function decided(code) {
    const [waiting, now] = [target.querySelector("[data-waiting]"), target.querySelector("[data-compared]")];
    if (now?.dataset.compared === code) delete now.dataset.compared;
    for (const one of waiting.querySelectorAll("form")) if (one.elements.code.value === code) one.remove();
    waiting.hidden = !waiting.querySelector("form");
  }

  function compare(found, scan, code) {
    decided(code);
    const panel = verdict("wait", say("fairs.compare_name", found.facts), { note: span(found.session) });
    panel.dataset.compared = code;
    const row = make("p", "g-confirm");
    row.append(
      button("btn btn-primary btn-lg", say("same")[0], () => judge(scan, code, found.name)),
      button("btn btn-lg", say("other")[0], () => {
        ask.dataset.asked = ""; // the same code may be asked again at once
        decided(code);
        verdict("no", say("fairs.name_differs"));
      }),
    );
    panel.append(row); // the field keeps the focus: a scanner's Enter must not confirm a name
  }

  /* --- saying yes and no */

  async function judge(scan, code, name) {
    const no = await desk.unable();
    if (no) return verdict("no", no);
    const found = await gateJudge.judge(desk.list(), code, now(), name, gateStore.passed);
    if (found.no === "fairs.compare_name") return compare(found, scan, code);
    decided(code);
    if (found.no) return verdict("no", say(found.no, found.facts));
    const at = Math.round(now());
    await desk.keep({ id: scan, place: found.place, at, way: found.way, shown: gateCodes.carried(code), name: found.name });
    await gateStore.pass(found.place, at);
    verdict("yes", say("come_in"), { name: found.name, note: span(found.session) });
    if (ask.elements.code.value === code) ask.reset(); // else the next is being scanned already
    return desk.tell();
  }

  let judged = "";

  function alone(form) {
    if (judged === form.dataset.scan) return;
    judged = form.dataset.scan;
    if (pressed(form) === "differs") {
      decided(form.elements.code.value);
      return verdict("no", say("fairs.name_differs"));
    }
    judge(judged, form.dataset.asked, form.elements.name?.value || "");
  }

  const pressed = (form) => form.dataset.pressed || "";

  function before(form, parameters) {
    const text = form.elements.code.value;
    if (text !== form.dataset.asked || Date.now() - form.dataset.askedAt > TWICE) {
      form.dataset.scan = crypto.randomUUID?.() || "";
      form.dataset.asked = text;
      form.dataset.askedAt = Date.now();
    }
    form.dataset.pressed = parameters.differs ? "differs" : "";
    const compared = target.querySelector("[data-compared]")?.dataset.compared;
    parameters.waiting = [...new Set([...waits(), ...(compared ? [compared] : [])])];
    parameters.scan = form.dataset.scan;
    parameters.device = desk.device();
  }

  document.addEventListener("htmx:afterSwap", () => {
    const yes = target.querySelector("[data-admitted]");
    if (able && yes) gateStore.pass(yes.dataset.admitted, now());
  });

  desk.watch("form[data-admit]", before, alone);
  desk.begin();
})();
