/* What a gate keeps on its device. The list lies encrypted under a key that scripts can use but not read, made anew for
   each sign-in and deleted with it; a list that has expired is deleted with its key. Scans wait in a database of their
   own until they are sent, whoever signs out. */
"use strict";

const gateStore = (() => {
  const LISTS = "gonghui-gate"; // deleted whole at sign-out, by faces.js too
  const SCANS = "gonghui-scans";

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  async function open(name, ...stores) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
    const base = await done(request);
    base.onversionchange = () => base.close();
    return base;
  }

  /* One transaction on one store; the connection is let go, so that another page may delete the database. */
  async function use(name, store, mode, act) {
    const base = await (name === LISTS ? open(LISTS, "list", "key") : open(SCANS, "scan", "passed", "own"));
    try {
      const transaction = base.transaction(store, mode);
      const finished = new Promise((resolve, reject) => {
        transaction.oncomplete = resolve;
        transaction.onerror = transaction.onabort = () => reject(transaction.error);
      });
      const result = await act(transaction.objectStore(store));
      await finished;
      return result;
    } finally {
      base.close();
    }
  }

  const get = (name, store, id) => use(name, store, "readonly", (one) => done(one.get(id)));
  const all = (name, store) => use(name, store, "readonly", (one) => done(one.getAll()));
  const put = (name, store, id, value) => use(name, store, "readwrite", (one) => done(one.put(value, id)));
  const remove = (name, store, id) => use(name, store, "readwrite", (one) => done(one.delete(id)));

  const wipe = () => done(indexedDB.deleteDatabase(LISTS));

  async function keyOf(signIn) {
    const kept = await get(LISTS, "key", "key");
    if (kept?.signIn === signIn) return kept.key;
    await wipe();
    const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
    await put(LISTS, "key", "key", { key, signIn });
    return key;
  }

  /* `about` (made, expires, offset) lies in the clear, so that an expired list is deleted without being opened. */
  async function keepList(venue, signIn, text, signature, about) {
    const key = await keyOf(signIn);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bound = { name: "AES-GCM", iv, additionalData: gateCodes.bytes(venue) };
    const sealed = await crypto.subtle.encrypt(bound, key, gateCodes.bytes(JSON.stringify({ text, signature })));
    await put(LISTS, "list", venue, { ...about, iv, sealed });
  }

  /* {text, signature, offset}, {expired: when}, {tampered: true}, or null where nothing is kept for this sign-in. */
  async function readList(venue, signIn, now) {
    const kept = await get(LISTS, "list", venue);
    const held = await get(LISTS, "key", "key");
    if (!kept) return null;
    if (kept.expired) return { expired: kept.expired };
    if (held?.signIn !== signIn) {
      await wipe();
      return null;
    }
    if (kept.expires <= now + kept.offset) {
      await put(LISTS, "list", venue, { expired: kept.expires });
      await remove(LISTS, "key", "key");
      return { expired: kept.expires };
    }
    try {
      const bound = { name: "AES-GCM", iv: kept.iv, additionalData: gateCodes.bytes(venue) };
      const plain = await crypto.subtle.decrypt(bound, held.key, kept.sealed);
      return { ...JSON.parse(new TextDecoder().decode(plain)), offset: kept.offset };
    } catch {
      return { tampered: true };
    }
  }

  async function device() {
    let id = await get(SCANS, "own", "device");
    if (!id) await put(SCANS, "own", "device", (id = crypto.randomUUID()));
    return id;
  }

  return {
    wipe,
    keepList,
    readList,
    device,
    keepScan: (scan) => put(SCANS, "scan", scan.id, scan),
    dropScan: (id) => remove(SCANS, "scan", id),
    scans: async (venue) =>
      (await all(SCANS, "scan")).filter((scan) => scan.venue === venue).sort((one, other) => one.at - other.at),
    pass: (place, at) => put(SCANS, "passed", place, at),
    passed: (place) => get(SCANS, "passed", place),
  };
})();
