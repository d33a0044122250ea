/* The counter's senses: a sound for yes and no, the field ready for the next person, and what the network is doing. */
"use strict";

function sound(kind) {
  const Player = window.AudioContext || window.webkitAudioContext;
  if (!Player) return;
  const player = new Player();
  const notes = { yes: [[880, 0], [1320, 0.12]], wait: [[520, 0]] }[kind] || [[220, 0], [220, 0.22]];
  for (const [pitch, at] of notes) {
    const note = player.createOscillator();
    const loud = player.createGain();
    note.type = kind === "no" ? "square" : "sine";
    note.frequency.value = pitch;
    loud.gain.setValueAtTime(0.18, player.currentTime + at);
    loud.gain.exponentialRampToValueAtTime(0.001, player.currentTime + at + 0.18);
    note.connect(loud).connect(player.destination);
    note.start(player.currentTime + at);
    note.stop(player.currentTime + at + 0.2);
  }
  if (navigator.userActivation?.isActive ?? true) navigator.vibrate?.(kind === "no" ? [120, 80, 120] : 60);
}

function sense(root) {
  const verdict = root.matches?.("[data-sound]") ? root : root.querySelector?.("[data-sound]");
  if (verdict && !verdict.dataset.heard) {
    verdict.dataset.heard = "1";
    sound(verdict.dataset.sound);
  }
  const field = document.querySelector("[data-refocus]");
  if (field) {
    field.focus();
    if (field.value === (field.dataset.asked ?? field.value)) field.select(); // else the next is being typed already
  }
}

/* A page that the device kept was opened because nobody answered; a network that leads nowhere is none. */
const kept = document.querySelector("[data-reopen]");
let silent = Boolean(kept);

function network() {
  const there = navigator.onLine && !silent;
  for (const side of document.querySelectorAll("[data-net]")) {
    side.querySelector(".t-online").hidden = !there;
    side.querySelector(".t-offline").hidden = there;
  }
}

/* A page that acts without a network (gate/gate.js) tells the frame how many acts are kept here and not yet sent. */
addEventListener("gonghui:unsent", (event) => {
  for (const count of document.querySelectorAll("[data-unsent]")) {
    count.textContent = event.detail;
    count.closest(".t-unsent").hidden = !event.detail;
  }
});
/* What is asked is marked at once, so that a scanner's next code takes its place while the answer is on its way. */
addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("[data-refocus]");
    if (!field) return;
    field.dataset.asked = field.value;
    field.select();
  },
  true,
);
/* A page and the parts of this one, kept by the counters' worker so that it opens without a network; then `done`. */
async function keepPage(page, done = () => null) {
  if (!navigator.serviceWorker) return;
  const { worker, instead } = document.querySelector(".t-top").dataset;
  await navigator.serviceWorker.register(worker, { scope: "/counter/" });
  const ready = await navigator.serviceWorker.ready;
  const parts = new Set();
  for (const element of document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use")) {
    const address = element.href?.baseVal ?? element.href ?? element.src;
    parts.add(new URL(address, location).href.split("#")[0]);
  }
  const answer = new MessageChannel();
  answer.port1.onmessage = done;
  ready.active.postMessage({ page, instead, parts: [...parts] }, [answer.port2]);
}

/* A form goes out when somebody answers; else the page stays, with what was typed, and says so. A page that can keep
   what was meant (gate/taps.js) takes it over. */
let sure = null;

async function reachable() {
  const ask = () => fetch("/livez", { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(4000) });
  silent = !navigator.onLine || !(await ask().catch(() => null));
  network();
  return !silent;
}

addEventListener(
  "submit",
  async (event) => {
    const [form, by] = [event.target, event.submitter];
    if (form.hasAttribute("hx-post") || form === sure) {
      sure = null;
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (await reachable()) {
      sure = form;
      form.requestSubmit(by);
    } else if (dispatchEvent(new CustomEvent("gonghui:unreachable", { detail: { form, by }, cancelable: true }))) {
      lost(form.dataset.lostSays);
    }
  },
  true,
);

function lost(says) {
  document.querySelector("dialog[open]")?.close();
  document.querySelector("main > [data-lost]")?.remove();
  const panel = document.querySelector("[data-unreachable]").content.firstElementChild.cloneNode(true);
  if (says) panel.querySelector(".k-verdict-says").textContent = says;
  document.querySelector("main").prepend(panel);
  panel.scrollIntoView({ block: "nearest" });
  sense(panel);
}

/* A link that leads to a page the device does not keep would leave what was typed behind. */
addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || navigator.onLine || event.defaultPrevented || link.origin !== location.origin) return;
  event.preventDefault();
  if (await window.caches?.match(link.href.split("#")[0], { ignoreVary: true })) location.assign(link.href);
  else lost();
});
addEventListener("online", () => document.querySelectorAll("[data-lost]").forEach((panel) => panel.remove()));
/* Back to what was typed, and the page as it is now as soon as somebody answers. */
document.querySelector("[data-back]")?.addEventListener("click", () => history.back());
async function reopen() {
  if (await reachable()) location.replace(location.href);
  else setTimeout(reopen, 3000);
}
if (kept) setTimeout(reopen, 1000);
addEventListener("online", () => {
  silent = Boolean(kept);
  network();
});
addEventListener("offline", network);
addEventListener("htmx:load", (event) => sense(event.target));
addEventListener("gonghui:verdict", (event) => sense(event.detail));
network();
sense(document);
if (navigator.onLine) keepPage("").catch(() => null);
