/* The loan desk: with a network the server decides; without one the list kept here does, and what it did is sent later.
   Every act carries an id made here, so that an answer lost on the way is never a second loan. */
"use strict";

(() => {
  const box = document.querySelector("[data-kept-here]");
  const desk = document.getElementById("desk");
  const { venue, signIn, publicKey } = box.dataset;
  const words = JSON.parse(document.getElementById("desk-words").textContent);
  const able = Boolean(window.crypto?.subtle && window.indexedDB);
  const REFRESH = 600_000;
  const SEND = 15_000;

  let list = null;
  let why = "gate.no_list";
  let offset = Number(box.dataset.now) - Date.now();
  let device = "";
  let token = desk.querySelector("[name=csrfmiddlewaretoken]").value;
  let signedOut = false;
  let reader = null; // who stands here, by the list

  const now = () => Date.now() + offset;
  const clock = (at) =>
    new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
  const shown = (value) => (typeof value === "number" && value > 1e11 ? clock(value) : value);
  const fill = (text, facts = {}) => text.replace(/%\((\w+)\)s/g, (_all, name) => shown(facts[name] ?? "…"));
  const say = (name, facts) => words[name].map((text) => fill(text, facts));

  /* --- what the keeper sees */

  function make(tag, className, text = "") {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text;
    return element;
  }

  function verdict(kind, [says, mend]) {
    const panel = make("section", `k-verdict k-verdict-${kind}`);
    panel.setAttribute("role", "alert");
    panel.dataset.sound = kind;
    const word = make("p", "k-verdict-word");
    word.append(make("b", "", say(kind)[0]));
    panel.append(word, make("p", "k-verdict-says", says));
    if (mend) panel.append(make("p", "k-verdict-note", mend));
    if (list) panel.append(make("p", "k-verdict-note", say("offline", { made: list.made })[0]));
    desk.querySelector("[data-answer]").replaceChildren(panel);
    document.dispatchEvent(new CustomEvent("gonghui:verdict", { detail: panel, bubbles: true }));
    return panel;
  }

  function showReader(found) {
    reader = found;
    desk.querySelector("[name=reader]").value = found?.code || "";
    const panel = desk.querySelector("[data-reader-panel]");
    panel.hidden = !found;
    if (!found) return;
    const name = found.name ? "reader" : "unknown_reader";
    const [says, mend] = say(name, found);
    panel.querySelector("[data-reader-name]").textContent = says;
    panel.querySelector("[data-reader-count]").textContent = mend;
    panel.querySelector("[data-reader-books]").replaceChildren();
    desk.querySelector("[data-answer]").replaceChildren();
  }

  function ask(card, form) {
    const panel = verdict("wait", say("which", { code: card }));
    const row = make("p", "d-choice");
    const choices = [
      ["a_reader", () => showReader({ code: card })],
      ["a_book", () => takeBack({ code: card, title: "", state: "?" }, form)],
    ];
    for (const [name, act] of choices) {
      const button = make("button", "btn btn-lg", say(name)[0]);
      button.type = "button";
      button.addEventListener("click", act);
      row.append(button);
    }
    panel.append(row);
  }

  /* --- what is kept here */

  async function report() {
    const acts = able ? await gateStore.scans(venue) : [];
    const waiting = acts.filter((act) => !act.told);
    dispatchEvent(new CustomEvent("gonghui:unsent", { detail: waiting.length }));
    box.hidden = false;
    const line = box.querySelector("[data-state]");
    if (signedOut) line.textContent = say("sign_in", { count: waiting.length })[0];
    else if (list) line.textContent = say("ready", { ...list, copies: list.books.size, readers: list.people.size })[0];
    else line.textContent = say(able ? why : "gate.unsupported", { when: box.dataset.expired })[0];
    box.querySelector("[data-lines]").replaceChildren(...acts.map(lineOf));
  }

  function lineOf(act) {
    const facts = { when: act.at, what: act.what, says: act.told };
    const line = make("li", "", say(act.told ? "kept" : "waiting", facts)[0]);
    if (!act.told) return line;
    const seen = make("button", "btn btn-sm", say("seen")[0]);
    seen.type = "button";
    seen.addEventListener("click", () => gateStore.dropScan(act.id).then(report));
    line.append(seen);
    return line;
  }

  async function load() {
    list = null;
    why = "gate.no_list";
    const kept = await gateStore.readList(venue, signIn, Date.now());
    if (kept?.expired) [why, box.dataset.expired] = ["gate.list_expired", clock(kept.expired)];
    else if (kept?.tampered) why = "gate.list_tampered";
    else if (kept) {
      try {
        list = await deskJudge.open(kept, { venue, signIn, publicKey });
        offset = kept.offset;
      } catch {
        why = "gate.list_tampered";
      }
    }
    await report();
  }

  async function refresh() {
    if (!able || !navigator.onLine) return;
    const began = Date.now();
    let answer;
    try {
      answer = await fetch(box.dataset.list, { headers: { Accept: "application/json" } });
    } catch {
      return;
    }
    signedOut = answer.redirected;
    if (!answer.ok || answer.redirected) return report();
    const told = await answer.json();
    token = told.token;
    const { made, expires } = JSON.parse(told.list);
    const middle = Math.round(told.now - (began + Date.now()) / 2);
    await gateStore.keepList(venue, signIn, told.list, told.signature, { made, expires, offset: middle });
    await load();
  }

  /* --- acting alone */

  const since = async (tag) => {
    const done = tag && (await gateStore.passed(`${venue}:${tag}`));
    return done && done.at > list.made ? done.state : "";
  };

  async function keep(form, act, { code, tag }, what, state) {
    const id = form.dataset.scan || crypto.randomUUID();
    const at = Math.round(now());
    await gateStore.keepScan({ id, venue, act, at, what, copy_code: code || "", reader: act === "lend" ? reader.code : "" });
    if (tag) await gateStore.pass(`${venue}:${tag}`, { state, at });
    form.reset();
    await report();
    send();
  }

  async function alone(form) {
    if (list && list.expires <= now()) await load();
    if (!able) return verdict("no", say("gate.unsupported"));
    if (!list) return verdict("no", say(why, { when: box.dataset.expired }));
    if (form.matches("[data-visit]")) {
      verdict("yes", say("counted"));
      return keep(form, "visit", {}, say("counted")[0]);
    }
    const typed = form.elements.code.value;
    const held = form.elements.reader.value;
    if (held && reader?.code !== held) await byCode(held);
    const found = await deskJudge.tell(list, typed, Boolean(held));
    if (found.no) return verdict("no", say(found.no));
    if (found.which) return ask(found.which, form);
    if (found.reader) {
      showReader(found.reader);
      form.elements.code.value = "";
      return null;
    }
    return held ? lend(found.book, form) : takeBack(found.book, form);
  }

  async function byCode(code) {
    const found = await deskJudge.tell(list, code, false);
    reader = found.reader || { code };
  }

  async function lend(book, form) {
    const no = deskJudge.whyNotLent(book, reader, await since(book.tag));
    if (no) return verdict("no", say(no, { ...book, ...reader }));
    const name = book.state === "?" ? "unknown_lent" : "lent";
    const told = say(name, { ...book, days: list.days });
    await keep(form, "lend", book, told[0], "l");
    const entry = list.people.get(reader.tag);
    if (entry) reader = { ...Object.assign(entry, { loans: entry.loans + 1 }), code: reader.code };
    const [held, again] = [reader, verdict("yes", told)];
    showReader(held);
    desk.querySelector("[data-answer]").replaceChildren(again);
  }

  async function takeBack(book, form) {
    const no = deskJudge.whyNotBack(book, await since(book.tag));
    if (no) return verdict("no", say(no, { ...book, made: list.made }));
    const told = say(book.state === "?" ? "unknown_back" : "back", book);
    await keep(form, "give_back", book, told[0], "i");
    verdict("yes", told);
  }

  const formOf = (event) => event.target.closest?.("form[data-desk], form[data-visit]");

  document.addEventListener("htmx:configRequest", (event) => {
    const form = formOf(event);
    if (!form) return;
    form.dataset.scan = crypto.randomUUID?.() || "";
    event.detail.parameters.scan = form.dataset.scan;
    event.detail.parameters.csrfmiddlewaretoken = token;
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = formOf(event);
    if (!form || navigator.onLine) return;
    event.preventDefault();
    alone(form);
  });
  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => formOf(event) && alone(formOf(event)));
  }
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-reader-done]") || navigator.onLine) return;
    event.preventDefault();
    showReader(null);
  });

  /* --- sending what was done alone */

  let sending = false;

  async function send() {
    if (!able || sending || !navigator.onLine) return;
    sending = true;
    try {
      for (let more = true; more; ) more = await sendSome();
    } finally {
      sending = false;
      await report();
    }
  }

  async function sendSome() {
    const batch = (await gateStore.scans(venue)).filter((act) => !act.told).slice(0, Number(box.dataset.most));
    if (!batch.length) return false;
    const acts = batch.map(({ id, act, at, copy_code, reader: card }) => ({ id, act, at, copy_code, reader: card }));
    let answer;
    try {
      answer = await fetch(box.dataset.acts, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify({ device, acts }),
      });
    } catch {
      return false;
    }
    signedOut = answer.redirected;
    if (!answer.ok || answer.redirected) return false;
    for (const { id, outcome, says } of (await answer.json()).acts) {
      if (outcome === "done") await gateStore.dropScan(id);
      else await gateStore.keepScan({ ...batch.find((act) => act.id === id), told: says || outcome });
    }
    return true;
  }

  box.querySelector("[data-refresh]").addEventListener("click", () => refresh().then(send));
  box.querySelector("[data-wipe]").addEventListener("click", () => gateStore.wipe().then(load));
  addEventListener("online", () => send().then(refresh));

  async function begin() {
    if (!able) return report();
    device = await gateStore.device();
    await load();
    await send();
    await refresh();
    setInterval(refresh, REFRESH);
    setInterval(send, SEND);
    if (navigator.onLine) await gateStore.keepPage(box.dataset.worker, () => (box.dataset.keptPage = "1"));
    box.dataset.ready = "1";
    return null;
  }

  begin();
})();
