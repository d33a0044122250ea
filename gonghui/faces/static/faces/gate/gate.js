/* The gate's page: with a network the server judges; without one the list kept here does, and what it did is sent later.
   Every request carries an id made here, so that an answer lost on the way is never a second admission. */
"use strict";

(() => {
  const box = document.querySelector("[data-gate]");
  const ask = document.querySelector("form.g-ask");
  const target = document.getElementById("answer");
  const { venue, signIn, publicKey } = box.dataset;
  const words = JSON.parse(document.getElementById("gate-words").textContent);
  const REFRESH = 180_000;
  const SEND = 15_000;
  const OLD = 30 * 60_000; // a list this old is said to be old
  const TWICE = 2_000; // the same code again so soon is one scan: a scanner's double click, Enter held down

  let list = null; // verified
  let why = "gate.no_list"; // why there is none
  let offset = Number(box.dataset.now) - Date.now(); // the server's clock less this one's
  let device = "";
  let token = ask.elements.csrfmiddlewaretoken.value;
  let signedOut = false;
  const able = Boolean(window.crypto?.subtle && window.indexedDB);

  const now = () => Date.now() + offset;
  const clock = (at) =>
    new Date(at).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Shanghai" });
  const shownFact = (value) =>
    Array.isArray(value) ? value.map(clock).join("–") : typeof value === "number" && value > 1e11 ? clock(value) : value;
  const fill = (text, facts = {}) => text.replace(/%\((\w+)\)s/g, (_all, name) => shownFact(facts[name] ?? "…"));
  const say = (code, facts) => words[code].map((text) => fill(text, facts));

  /* --- what the steward sees */

  function make(tag, className, text) {
    const element = document.createElement(tag);
    element.className = className;
    element.textContent = text || "";
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

  function verdict(kind, [says, mend], name = "", note = "") {
    const panel = make("section", `k-verdict k-verdict-${kind}`);
    panel.setAttribute("role", "alert");
    panel.dataset.sound = kind;
    const word = make("p", "k-verdict-word");
    word.append(icon({ yes: "circle-check", no: "circle-x", wait: "id-badge-2" }[kind]));
    word.append(make("b", "", say(kind === "wait" ? "compare" : kind)[0]));
    panel.append(word, make("p", "k-verdict-says", says));
    if (name) panel.append(make("p", "k-verdict-name", name));
    if (mend) panel.append(make("p", "k-verdict-note", mend));
    if (note) panel.append(make("p", "k-verdict-note", note));
    panel.append(make("p", "k-verdict-note g-by-list", list ? say("offline", { made: list.made })[0] : ""));
    show(panel);
    return panel;
  }

  function show(panel) {
    const slots = target.querySelector("section[aria-labelledby]");
    target.replaceChildren(panel, ...(slots ? [slots] : []));
    document.dispatchEvent(new CustomEvent("gonghui:verdict", { detail: panel, bubbles: true }));
  }

  function compare(found, scan, shown) {
    const [says, mend] = say("fairs.compare_name", found.facts);
    const panel = verdict("wait", [says, mend], "", span(found.session));
    const yes = make("button", "btn btn-primary btn-lg", say("same")[0]);
    const no = make("button", "btn btn-lg", say("other")[0]);
    yes.type = no.type = "button";
    yes.addEventListener("click", () => judge(scan, shown, found.name));
    no.addEventListener("click", () => {
      ask.dataset.asked = ""; // the same code may be asked again at once
      verdict("no", say("fairs.name_differs"));
    });
    const row = make("p", "g-confirm");
    row.append(yes, no);
    panel.append(row); // the field keeps the focus: a scanner's Enter must not confirm a name
  }

  const span = (session) => shownFact([session.starts, session.ends]);

  async function report() {
    const scans = able ? await gateStore.scans(venue) : [];
    const waiting = scans.filter((scan) => !scan.told);
    dispatchEvent(new CustomEvent("gonghui:unsent", { detail: waiting.length }));
    box.hidden = false;
    const line = box.querySelector("[data-gate-state]");
    if (list) {
      const people = list.sessions.reduce((sum, session) => sum + session.count, 0);
      line.textContent = say("ready", { ...list, sessions: list.sessions.length, people })[0];
      const age = now() - list.made;
      if (age > OLD) line.textContent += "　" + say("late", { minutes: Math.floor(age / 60_000) })[0];
    } else {
      line.textContent = say(able ? why : "gate.unsupported", { when: box.dataset.expired })[0];
    }
    if (signedOut) line.textContent = say("sign_in", { count: waiting.length })[0];
    box.querySelector("[data-gate-lines]").replaceChildren(...waiting.map(waitingLine), ...scans.filter((s) => s.told).map(toldLine));
  }

  const waitingLine = (scan) => make("li", "g-scan", say("waiting", { when: scan.at, name: scan.name })[0]);

  function toldLine(scan) {
    const line = make("li", "g-scan g-scan-told", say("turned", { when: scan.at, name: scan.name, says: scan.told })[0]);
    const seen = make("button", "btn btn-sm", say("seen")[0]);
    seen.type = "button";
    seen.addEventListener("click", () => gateStore.dropScan(scan.id).then(report));
    line.append(seen);
    return line;
  }

  /* --- the list */

  async function load() {
    list = null;
    const kept = await gateStore.readList(venue, signIn, Date.now());
    why = "gate.no_list";
    if (kept?.expired) [why, box.dataset.expired] = ["gate.list_expired", clock(kept.expired)];
    else if (kept?.tampered) why = "gate.list_tampered";
    else if (kept) await open(kept);
    await report();
  }

  async function open(kept) {
    try {
      list = await gateJudge.openList(kept, { venue, signIn, publicKey });
      offset = kept.offset;
    } catch {
      why = "gate.list_tampered";
    }
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
    const about = JSON.parse(told.list);
    const middle = (began + Date.now()) / 2;
    await gateStore.keepList(venue, signIn, told.list, told.signature, {
      made: about.made,
      expires: about.expires,
      offset: Math.round(told.now - middle),
    });
    await load();
  }

  /* --- saying yes and no */

  async function judge(scan, shown, name) {
    if (list && list.expires <= now()) await load();
    if (!able) return verdict("no", say("gate.unsupported"));
    if (!list) return verdict("no", say(why, { when: box.dataset.expired }));
    const found = await gateJudge.judge(list, shown, now(), name, gateStore.passed);
    if (found.no === "fairs.compare_name") return compare(found, scan, shown);
    if (found.no) return verdict("no", say(found.no, found.facts));
    const at = now();
    await gateStore.keepScan({ id: scan, venue, place: found.place, at: Math.round(at), way: found.way, shown, name: found.name });
    await gateStore.pass(found.place, at);
    verdict("yes", say("come_in"), found.name, span(found.session));
    if (ask.elements.code.value === shown) ask.reset(); // else the next is being scanned already
    await report();
    send();
  }

  document.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest?.("form[data-admit]");
    if (!form) return;
    const text = form.elements.code.value;
    if (text !== form.dataset.asked || Date.now() - form.dataset.askedAt > TWICE) {
      form.dataset.scan = crypto.randomUUID?.() || "";
      form.dataset.asked = text;
      form.dataset.askedAt = Date.now();
    }
    event.detail.parameters.scan = form.dataset.scan;
    event.detail.parameters.device = device;
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest?.("form[data-admit]");
    if (form && !navigator.onLine) {
      event.preventDefault();
      alone(form);
    }
  });

  for (const lost of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(lost, (event) => {
      const form = event.target.closest?.("form[data-admit]");
      if (form) alone(form);
    });
  }

  let judged = "";

  function alone(form) {
    if (judged === form.dataset.scan) return;
    judged = form.dataset.scan;
    judge(judged, form.dataset.asked, form.elements.name?.value || "");
  }

  document.addEventListener("htmx:afterSwap", () => {
    const yes = target.querySelector("[data-admitted]");
    if (able && yes) gateStore.pass(yes.dataset.admitted, now());
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

  /* True when a batch was answered and another waits. */
  async function sendSome() {
    const batch = (await gateStore.scans(venue)).filter((scan) => !scan.told).slice(0, Number(box.dataset.most));
    if (!batch.length) return false;
    const body = JSON.stringify({ device, scans: batch.map(({ id, place, at, way, shown }) => ({ id, place, at, way, shown })) });
    let answer;
    try {
      answer = await fetch(box.dataset.scans, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body,
      });
    } catch {
      return false;
    }
    signedOut = answer.redirected;
    if (!answer.ok || answer.redirected) return false;
    const told = await answer.json();
    for (const { id, outcome, says } of told.scans) {
      if (outcome === "admitted") await gateStore.dropScan(id);
      else await gateStore.keepScan({ ...batch.find((scan) => scan.id === id), told: says || outcome });
    }
    return true;
  }

  box.querySelector("[data-gate-refresh]").addEventListener("click", () => refresh().then(send));
  box.querySelector("[data-gate-wipe]").addEventListener("click", async () => {
    await gateStore.wipe();
    await load();
  });
  addEventListener("online", () => send().then(refresh));

  async function begin() {
    if (!able) return report();
    device = await gateStore.device();
    await load();
    await send();
    await refresh();
    setInterval(refresh, REFRESH);
    setInterval(send, SEND);
    setInterval(report, 60_000);
    if (navigator.onLine) await gateStore.keepPage(box.dataset.worker, () => (box.dataset.kept = "1"));
    box.dataset.ready = "1";
  }

  begin();
})();
