/* Codes as the server makes them (kernel/codes.py, kernel/live_codes.py), for a gate that can ask nobody.
   tests/browser/fairs/test_gate.py holds every function here against its Python twin. */
"use strict";

const gateCodes = (() => {
  const ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
  const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const LENGTH = 10;
  const STEP = 30_000; // milliseconds
  const SKEW = 1; // steps a code may be older or newer than this clock
  const ADDRESS = /^https?:\/\/[^?#]*\?(?:[^#]*&)?code=([^&#]{1,120})/;
  const SHAPE = /^GH1\.([^.]{1,30})\.([0-9A-Z]{1,9})\.([A-Z2-7]{16})$/;

  const bytes = (text) => new TextEncoder().encode(text);
  const fromBase64 = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const toBase64 = (raw) =>
    btoa(String.fromCharCode(...raw)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const fold = (text) => text.normalize("NFKC").replace(/[\s\u200b-\u200f\u2060\ufeff]/g, "");

  const importKey = (text) =>
    crypto.subtle.importKey("raw", fromBase64(text), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

  async function hmac(key, ...texts) {
    return new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(texts.join("\0"))));
  }

  /* What stands for `texts` on a list: equal only for equal ones of one kind. */
  async function tag(key, kind, ...texts) {
    return toBase64((await hmac(key, kind, ...texts)).slice(0, 16));
  }

  function base32(raw) {
    let bits = "";
    for (const byte of raw) bits += byte.toString(2).padStart(8, "0");
    return bits.match(/.{5}/g).map((five) => BASE32[parseInt(five, 2)]).join("");
  }

  async function mac(key, code, bound, step) {
    return base32((await hmac(key, "live", code, bound, String(step))).slice(0, 10));
  }

  /* The code in an address that a QR may be; else the text itself, as of an address that is written wrongly. */
  function carried(text) {
    const found = ADDRESS.exec(text.trim());
    try {
      return found ? decodeURIComponent(found[1].replace(/\+/g, " ")) : text;
    } catch {
      return text;
    }
  }

  /* The ten letters of what was typed or read, or "" when they cannot be a code. */
  function parse(text) {
    const code = fold(carried(text)).replace(/[-‐‑‒–—―−_.·]/g, "").toUpperCase();
    if (code.length !== LENGTH) return "";
    let weight = 0;
    for (let place = 1; place <= LENGTH; place++) {
      const value = ALPHABET.indexOf(code[LENGTH - place]);
      if (value < 0) return "";
      weight += place * value;
    }
    return weight % ALPHABET.length ? "" : code;
  }

  /* {code, step, mac} of a changing code; null if it is none; {} for one that nobody made. */
  function read(text) {
    const plain = fold(carried(text)).toUpperCase();
    if (!plain.startsWith("GH1.")) return null;
    const found = SHAPE.exec(plain);
    const code = found && parse(found[1]);
    return code ? { code, step: parseInt(found[2], 36), mac: found[3] } : {};
  }

  const stepAt = (now) => Math.floor(now / STEP);

  /* "" when the code was made for this place's holder just now, else which no it is. */
  async function check(live, key, bound, now) {
    if (live.mac !== (await mac(key, live.code, bound, live.step))) return "codes.forged";
    const late = stepAt(now) - live.step;
    return late > SKEW ? "codes.stale" : late < -SKEW ? "codes.early" : "";
  }

  return { STEP, fold, carried, parse, read, tag, mac, check, importKey, fromBase64, toBase64, bytes, stepAt };
})();
