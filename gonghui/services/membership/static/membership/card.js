/* The card is kept on this phone once it was opened, with what it needs to be drawn. */
"use strict";

(async () => {
  const { worker } = document.currentScript?.dataset ?? document.querySelector("script[data-worker]").dataset;
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(worker);
  const ready = await navigator.serviceWorker.ready;
  const parts = new Set();
  for (const element of document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], use")) {
    const address = element.href?.baseVal ?? element.href ?? element.src;
    parts.add(new URL(address, location).href.split("#")[0]);
  }
  ready.active.postMessage([...parts]);
})();
