/* Opens counter pages without a network: first the network, then what was kept of the pages that asked to be kept.
   It keeps frames without people: lists and scans are the page's own affair (faces/gate/store.js). */
"use strict";

const KEPT = "gonghui-counter-1";
const PATIENCE = 4000; // milliseconds; a network that answers no sooner is none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* A page says what it needs to open again: itself, and its styles, scripts and icons. */
self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data.page, event.data.parts).then(() => event.ports[0]?.postMessage("kept")));
});

async function keep(page, parts) {
  const cache = await caches.open(KEPT);
  const needed = new Set(parts);
  for (const request of await cache.keys()) {
    if (new URL(request.url).pathname.startsWith("/static/") && !needed.has(request.url)) await cache.delete(request);
  }
  await Promise.all([page, ...needed].map((address) => cache.add(address).catch(() => null)));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate" || address.pathname.startsWith("/static/")) event.respondWith(answer(request));
});

async function answer(request) {
  const held = () => caches.match(request, { ignoreVary: true });
  try {
    return await within(fetch(request));
  } catch (trouble) {
    const kept = await held();
    if (kept) return kept;
    throw trouble;
  }
}

function within(fetching) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no answer")), PATIENCE);
    fetching.then(resolve, reject);
  });
}
