/* Opens the member card without a network: first the network, then what was kept when it was last opened. Whoever signs
   out takes the card with them: an answer that is no card empties what was kept. */
"use strict";

const KEPT = "gonghui-own-card-1"; // so called, it is deleted at sign-out (faces.js)
const CARD = "{% url 'membership-member:card' %}";
const PATIENCE = 4000; // milliseconds; a network that answers no sooner is none

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => event.waitUntil(keep(event.data)));

async function keep(parts) {
  const cache = await caches.open(KEPT);
  for (const part of [CARD, ...parts]) {
    const answer = await fetch(part).catch(() => null);
    if (answer?.ok && !answer.redirected) await cache.put(part, answer);
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  const ours = address.pathname === CARD || address.pathname.startsWith("/static/");
  if (request.method === "GET" && ours) event.respondWith(answer(request, address.pathname === CARD));
});

async function answer(request, isCard) {
  try {
    const fresh = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (isCard && (!fresh.ok || fresh.redirected || fresh.type === "opaqueredirect")) await caches.delete(KEPT);
    return fresh;
  } catch (trouble) {
    const kept = await caches.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw trouble;
  }
}
