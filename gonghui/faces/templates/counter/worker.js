/* Opens counter pages without a network: first the network, then what was kept of the pages that asked to be kept.
   It keeps frames without people: lists and scans are the page's own affair (faces/gate/store.js). */
{% load i18n %}"use strict";

const KEPT = "gonghui-counter-2:";
const ALONE = "{% url 'faces:counter-alone' %}";
const PATIENCE = 4000; // milliseconds; a network that answers no sooner is none
const SENTENCE = "{% translate '没有网络，这一页打不开' as sentence %}{{ sentence|escapejs }}";
const LAST = `<!doctype html><meta name="viewport" content="width=device-width"><p>${SENTENCE}`; // where not even ALONE is

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(forget().then(() => self.clients.claim())));

async function forget() {
  for (const name of await caches.keys()) if (!name.startsWith(KEPT)) await caches.delete(name);
}

/* A page says what it needs to open again: itself, and its styles, scripts and icons; each has a store of its own. What
   stands for all pages that are not kept (`instead`) comes with every one of them. */
self.addEventListener("message", (event) => {
  const { page, instead, parts } = event.data;
  const kept = Promise.all([keep(instead, instead, parts), page && keep(page, page + "?alone=1", parts)]);
  event.waitUntil(kept.then(() => event.ports[0]?.postMessage("kept")));
});

async function keep(page, from, parts) {
  const cache = await caches.open(KEPT + page);
  const needed = new Set(parts);
  const put = async (address, as) => {
    const answer = await fetch(address);
    if (!answer.ok || answer.redirected) return false;
    const whole = await answer.blob(); // a network that ends in the middle would else leave nothing of what was kept
    await cache.put(as, new Response(whole, { headers: answer.headers }));
    return true;
  };
  const puts = [put(from, page), ...[...needed].map((part) => put(part, part))];
  const done = await Promise.all(puts.map((one) => one.catch(() => false)));
  if (!done.every(Boolean)) return; // what was kept before stands, and needs its own parts
  for (const { url } of await cache.keys()) {
    if (new URL(url).pathname.startsWith("/static/") && !needed.has(url)) await cache.delete(url);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(answer(request, ALONE));
  else if (request.method === "GET" && address.pathname.startsWith("/static/")) event.respondWith(answer(request));
});

async function answer(request, instead) {
  const held = async (what) => (what ? caches.match(what, { ignoreVary: true }) : undefined);
  try {
    return await (request.method === "GET" ? within(fetch(request)) : fetch(request));
  } catch (trouble) {
    const kept = (request.method === "GET" && (await held(request))) || (await held(instead));
    if (kept) return kept;
    if (!instead) throw trouble;
    return new Response(LAST, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
  }
}

function within(fetching) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), PATIENCE);
    fetching.then(resolve, reject);
  });
}
