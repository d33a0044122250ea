/* A desk that goes on without a network: the list kept on this device, its words, and what it did alone, sent later.
   What is shown and decided is the page's own affair (gate.js; a loan desk's desk.js). Markup: counter/kept_here.html. */
"use strict";

/* `token`: the form's; `refresh`: milliseconds between lists; `old`: a list of that age is said to be old; `open(kept,
   whose)`: the list, ready to be asked, or a throw; `facts(list)`: what the words "ready" say of it; `sends`: the `name`
   of the records in what is sent, what is sent `of` one, and the outcome by which one is `done`. A desk whose markup
   names no list keeps none, and only sends what it did. */
const deskAlone = ({ token, refresh: often = 0, old = Infinity, open, facts, sends }) => {
  const box = document.querySelector("[data-kept-here]");
  const { venue, signIn, publicKey } = box.dataset;
  const words = JSON.parse(document.getElementById("desk-words").textContent);
  const able = Boolean(window.crypto?.subtle && window.indexedDB);
  const listed = Boolean(box.dataset.list);
  const idle = document.querySelector("#answer .t-wait")?.cloneNode(true);
  const SEND = 15_000;
  const REPORT = 60_000;

  let list = null; // verified
  let why = "gate.no_list"; // why there is none
  let offset = Number(box.dataset.now) - Date.now(); // the server's clock less this one's
  let device = "";
  let signedOut = false;

  /* --- words */

  const now = () => Date.now() + offset;
  const clock = (at) =>
    new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
  const shown = (value) =>
    Array.isArray(value) ? value.map(clock).join("–") : typeof value === "number" && value > 1e11 ? clock(value) : value;
  const fill = (text, said = {}) => text.replace(/%\((\w+)\)s/g, (_all, name) => shown(said[name] ?? "…"));
  const say = (name, said) => words[name].map((text) => fill(text, said));

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text || "";
    return element;
  }

  function button(className, text, act) {
    const element = make("button", className, text);
    element.type = "button";
    element.addEventListener("click", act);
    return element;
  }

  function icon(name) {
    const sprite = document.querySelector("svg.icon use").getAttribute("href").split("#")[0];
    const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    drawing.setAttribute("class", "icon");
    drawing.setAttribute("aria-hidden", "true");
    use.setAttribute("href", `${sprite}#${name}`);
    drawing.append(use);
    return drawing;
  }

  /* The panel of a yes, a no or a question, put where `place` puts it, and heard. */
  function verdict(kind, [says, mend], place, { name = "", note = "" } = {}) {
    const panel = make("section", `k-verdict k-verdict-${kind}`);
    panel.setAttribute("role", "alert");
    panel.dataset.sound = kind;
    const word = make("p", "k-verdict-word");
    word.append(icon({ yes: "circle-check", no: "circle-x", wait: "id-badge-2" }[kind]));
    word.append(make("b", "", say(kind)[0]));
    panel.append(word, make("p", "k-verdict-says", says));
    if (name) panel.append(make("p", "k-verdict-name", name));
    for (const more of [mend, note]) if (more) panel.append(make("p", "k-verdict-note", more));
    if (list) {
      panel.append(make("p", "k-verdict-note", say("offline", { made: list.made })[0]));
      panel.lastChild.dataset.offline = "";
    }
    panel.dataset.alone = kind;
    place(panel);
    document.dispatchEvent(new CustomEvent("gonghui:verdict", { detail: panel, bubbles: true }));
    return panel;
  }

  /* --- what is kept here */

  async function report() {
    const kept = able ? await gateStore.scans(venue) : [];
    const waiting = kept.filter((one) => !one.told);
    dispatchEvent(new CustomEvent("gonghui:unsent", { detail: waiting.length }));
    box.hidden = false;
    box.querySelector("[data-state]").textContent = state(waiting.length);
    box.querySelector("[data-lines]").replaceChildren(...[...waiting, ...kept.filter((one) => one.told)].map(lineOf));
  }

  function state(count) {
    if (signedOut) return say("sign_in", { count })[0];
    if (able && !listed) return say("ready")[0];
    if (!list) return say(able ? why : "gate.unsupported", { when: box.dataset.expired })[0];
    const age = now() - list.made;
    const late = age > old ? "　" + say("late", { minutes: Math.floor(age / 60_000) })[0] : "";
    return say("ready", { ...list, ...facts(list) })[0] + late;
  }

  function lineOf(one) {
    const said = { ...one, when: one.at, says: one.told };
    if (!one.told) return make("li", "", say("waiting", said)[0]);
    const line = make("li", "t-kept-told", say("kept", said)[0]);
    line.append(button("btn btn-sm", say("seen")[0], () => gateStore.dropScan(one.id).then(report)));
    return line;
  }

  /* The list in use stands until the next is ready: who comes in between is judged by it. */
  async function load() {
    const kept = listed ? await gateStore.readList(venue, signIn, Date.now()) : null;
    [list, why] = await openKept(kept);
    return report();
  }

  /* The list, or null and why there is none. */
  async function openKept(kept) {
    if (!kept) return [null, "gate.no_list"];
    if (kept.tampered) return [null, "gate.list_tampered"];
    if (kept.expired) {
      box.dataset.expired = clock(kept.expired);
      return [null, "gate.list_expired"];
    }
    try {
      const opened = await open(kept, { venue, signIn, publicKey });
      offset = kept.offset;
      return [opened, ""];
    } catch {
      return [null, "gate.list_tampered"];
    }
  }

  async function refresh() {
    if (!able || !listed || !navigator.onLine) return null;
    const began = Date.now();
    const answer = await asked(box.dataset.list, { headers: { Accept: "application/json" } });
    if (!answer) return report();
    token = answer.token;
    const { made, expires } = JSON.parse(answer.list);
    const middle = Math.round(answer.now - (began + Date.now()) / 2);
    await gateStore.keepList(venue, signIn, answer.list, answer.signature, { made, expires, offset: middle });
    return load();
  }

  /* What the server answers, or null: no network, signed out, a no. */
  async function asked(address, how) {
    let answer;
    try {
      answer = await fetch(address, how);
    } catch {
      return null;
    }
    signedOut = answer.redirected;
    return answer.ok && !answer.redirected ? answer.json() : null;
  }

  /* Why nothing can be decided here, as words; null when it can. */
  async function unable() {
    if (list && list.expires <= now()) await load();
    if (!able) return say("gate.unsupported");
    return list || !listed ? null : say(why, { when: box.dataset.expired });
  }

  /* --- sending what was done alone */

  let sending = false;
  let askedAgain = false; // something was kept while the last batch was on its way

  async function send() {
    askedAgain = sending;
    if (!able || sending || !navigator.onLine) return;
    sending = true;
    try {
      do {
        askedAgain = false;
        for (let more = true; more; ) more = await sendSome();
      } while (askedAgain);
    } finally {
      sending = false;
      await report();
    }
  }

  /* True when a batch was answered and another may wait. */
  async function sendSome() {
    const batch = (await gateStore.scans(venue)).filter((one) => !one.told).slice(0, Number(box.dataset.most));
    if (!batch.length) return false;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const body = JSON.stringify({ device, [sends.name]: batch.map(sends.of) });
    const answer = await asked(box.dataset.send, { method: "POST", headers, body });
    if (!answer) return false;
    for (const { id, outcome, says } of answer[sends.name]) {
      if (outcome === sends.done) await gateStore.dropScan(id);
      else await gateStore.keepScan({ ...batch.find((one) => one.id === id), told: says || outcome });
    }
    return true;
  }

  /* What was decided alone, kept before anything else is done with it. */
  const keep = (record) => gateStore.keepScan({ venue, ...record });

  /* It is shown as waiting, and sent when there is a network. */
  async function tell() {
    await report();
    send();
  }

  /* Forms that `alone(form)` answers when the network does not; `before(form, parameters)` completes what they ask. */
  function watch(selector, before, alone) {
    const formOf = (event) => event.target.closest?.(selector);
    document.addEventListener("htmx:configRequest", (event) => {
      const form = formOf(event);
      if (form) before(form, event.detail.parameters);
    });
    document.addEventListener("htmx:beforeRequest", (event) => {
      const form = formOf(event);
      if (!form || navigator.onLine) return;
      event.preventDefault();
      alone(form);
    });
    for (const lost of ["htmx:sendError", "htmx:timeout"]) {
      document.addEventListener(lost, (event) => {
        const form = formOf(event);
        if (form) alone(form);
      });
    }
  }

  /* What was said without a network is not what is so now; a name that is still to be compared stays. */
  function clear() {
    for (const panel of document.querySelectorAll("[data-alone]")) {
      if (panel.dataset.alone === "wait") panel.querySelector("[data-offline]")?.remove();
      else panel.replaceWith(...(idle ? [idle.cloneNode(true)] : []));
    }
  }

  box.querySelector("[data-refresh]")?.addEventListener("click", () => refresh().then(send));
  box.querySelector("[data-wipe]")?.addEventListener("click", () => gateStore.wipe().then(load));
  addEventListener("online", () => {
    clear();
    send().then(refresh);
  });

  async function begin() {
    if (!able) return report();
    device = await gateStore.device();
    await load();
    await send();
    await refresh();
    if (often) setInterval(refresh, often);
    setInterval(send, SEND);
    setInterval(report, REPORT);
    if (navigator.onLine) await keepPage(location.pathname, () => (box.dataset.keptPage = "1"));
    box.dataset.ready = "1";
    return null;
  }

  return {
    ...{ venue, able, now, shown, say, make, button, verdict, unable, keep, tell, watch, begin },
    list: () => list,
    device: () => device,
    token: () => token,
  };
};
