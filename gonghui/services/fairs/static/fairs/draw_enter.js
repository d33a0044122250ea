/* The entrant's own random number, made on this device: whoever keeps the list cannot have known it before. */
"use strict";

for (const field of document.querySelectorAll("[data-nonce]")) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  field.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
