/* SHA-256 (FIPS 180-4) of bytes, as eight 32-bit words.

   The browser's own crypto.subtle is asked once to confirm it (draw_check.js), but does not do the work: it hands out
   one promise for each of some hundred thousand short texts, and is missing on pages that did not come over HTTPS. */
"use strict";

const SHA256 = (() => {
  const K = new Uint32Array(64);
  const START = new Uint32Array(8);

  /* The constants are the first bits of roots of the first primes; computed with whole numbers, as any rounding would tell. */
  function root(prime, power) {
    // the first 32 bits behind the point of prime ** (1 / power): the largest n with n ** power <= prime << (32 * power)
    const target = BigInt(prime) << BigInt(32 * power);
    let low = 0n, high = 1n << 40n;
    while (high - low > 1n) {
      const middle = (low + high) >> 1n;
      if (middle ** BigInt(power) <= target) low = middle; else high = middle;
    }
    return Number(low & 0xffffffffn);
  }

  for (let number = 2, found = 0; found < 64; number += 1) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= number; divisor += 1) if (number % divisor === 0) prime = false;
    if (!prime) continue;
    if (found < 8) START[found] = root(number, 2);
    K[found] = root(number, 3);
    found += 1;
  }

  const W = new Int32Array(64);

  function block(state, bytes, at) {
    for (let i = 0; i < 16; i += 1, at += 4) {
      W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (let i = 16; i < 64; i += 1) {
      const x = W[i - 15], y = W[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let i = 0; i < 64; i += 1) {
      const S1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + S1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      const S0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (S0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
    }
    state[0] += a; state[1] += b; state[2] += c; state[3] += d;
    state[4] += e; state[5] += f; state[6] += g; state[7] += h;
  }

  function words(bytes) {
    const state = new Uint32Array(START);
    const whole = bytes.length - (bytes.length % 64);
    for (let at = 0; at < whole; at += 64) block(state, bytes, at);
    const rest = bytes.length - whole;
    const tail = new Uint8Array(rest < 56 ? 64 : 128);
    tail.set(bytes.subarray(whole));
    tail[rest] = 0x80;
    new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(bytes.length) * 8n);
    for (let at = 0; at < tail.length; at += 64) block(state, tail, at);
    return state;
  }

  const hex = (state) => Array.from(state, (word) => word.toString(16).padStart(8, "0")).join("");
  const encoder = new TextEncoder();
  return { words, hex, ofText: (text) => hex(words(encoder.encode(text))) };
})();
