/* Yes or no without a network: what a verified list says of what was shown. Each no is its own. */
"use strict";

const gateJudge = (() => {
  /* The list, ready to be asked. Throws when it is not the server's, or not for this gate and sign-in. */
  async function openList(kept, { venue, signIn, publicKey }) {
    const curve = { name: "ECDSA", namedCurve: "P-256" };
    const key = await crypto.subtle.importKey("raw", gateCodes.fromBase64(publicKey), curve, false, ["verify"]);
    const method = { name: "ECDSA", hash: "SHA-256" };
    const text = gateCodes.bytes(kept.text);
    if (!(await crypto.subtle.verify(method, key, gateCodes.fromBase64(kept.signature), text))) throw new Error("signature");
    const list = JSON.parse(kept.text);
    if (list.version !== 1 || list.venue !== venue || list.sign_in !== signIn) throw new Error("another list");
    for (const session of list.sessions) await ready(session);
    return list;
  }

  async function ready(session) {
    session.key = await gateCodes.importKey(session.key);
    const people = session.people.map(([place, code, card, bound, name, came]) => ({ place, code, card, bound, name, came }));
    session.count = people.length;
    session.codes = new Map(people.map((one) => [one.code, one]));
    session.cards = new Map(people.map((one) => [one.card, one]));
    session.gone = new Map(session.gone);
  }

  /* {place, name, way, session} to be let in; or {no, facts}. `name` is what the steward has compared. */
  async function judge(list, shown, now, name, passed) {
    const live = gateCodes.read(shown);
    const code = live ? live.code : gateCodes.parse(shown);
    if (live && !code) return { no: "codes.forged" };
    if (!code) {
      const digits = gateCodes.fold(shown).replace(/[-+]/g, "");
      const mobile = /^\d{8,}$/.test(digits) && !/^[2-9]{10}$/.test(digits); // ten such are a code, mistyped
      return mobile ? { no: "gate.needs_network" } : { no: "fairs.unknown_receipt", facts: { code: shown.slice(0, 20) || "—" } };
    }
    for (const session of list.sessions) {
      const found = await find(session, code, live);
      if (!found) continue;
      if (found.gone) return { no: "gate.given_back", facts: { when: found.gone, made: list.made } };
      const untimely = found.way === "live" && (await gateCodes.check(live, session.key, found.one.bound, now));
      if (untimely) return { no: untimely, facts: { seconds: Math.floor((now - live.step * gateCodes.STEP) / 1000) } };
      return (await whyNot(list, session, found, now, name, passed)) || answer(session, found);
    }
    return { no: "gate.not_on_list", facts: { made: list.made } };
  }

  const answer = (session, { one, way }) => ({ place: one.place, name: one.name, way, session });

  async function find(session, code, live) {
    const hashed = await gateCodes.tag(session.key, "code", code);
    const gone = session.gone.get(hashed);
    if (gone) return { gone };
    const one = session.codes.get(hashed);
    if (one) return { one, way: live ? "live" : "receipt" };
    // A card's changing code is checked where its key is, on the server: here it stands for its letters.
    const holder = session.cards.get(await gateCodes.tag(session.key, "card", code));
    return holder ? { one: holder, way: "member_card" } : null;
  }

  async function whyNot(list, session, { one, way }, now, name, passed) {
    const here = await passed(one.place);
    if (here) return { no: "gate.already_here", facts: { when: here } };
    if (one.came) return { no: "gate.already_in", facts: { when: one.came, made: list.made } };
    if (now < session.opens || now >= session.closes) {
      return { no: "fairs.wrong_session", facts: { session: [session.starts, session.ends], early: list.early } };
    }
    if (way === "live") return null;
    if (!name) return { ...answer(session, { one, way }), no: "fairs.compare_name", facts: { name: one.name } };
    return name === one.name ? null : { no: "fairs.name_differs" };
  }

  return { openList, judge };
})();
