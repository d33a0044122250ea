/* What a loan desk may do without a network: a verified list, and what this device did since, say so. */
"use strict";

const deskJudge = (() => {
  /* Throws when the list is not the server's, or not for this desk and sign-in. */
  async function open(kept, whose) {
    const list = await gateJudge.openList(kept, whose);
    list.secret = await gateCodes.importKey(list.key);
    list.books = new Map(list.copies.map(([tag, title, state]) => [tag, { tag, title, state }]));
    list.people = new Map(list.readers.map(([tag, name, loans, limit]) => [tag, { tag, name, loans, limit }]));
    return list;
  }

  const spell = (shown) => gateCodes.fold(shown).replace(/ /g, "").toUpperCase().slice(0, 30);

  /* {reader} or {book} of the list; {which} for what may be either; {book} unknown; {no}. `held`: a reader is there. */
  async function tell(list, shown, held) {
    const code = spell(shown);
    const book = list.books.get(await gateCodes.tag(list.secret, "copy", code));
    if (book) return { book: { ...book, code } };
    const live = gateCodes.read(shown);
    const card = live ? live.code : gateCodes.parse(shown);
    const reader = card && list.people.get(await gateCodes.tag(list.secret, "card", card));
    if (reader) return { reader: { ...reader, code: card } };
    if (live?.code) return { reader: { code: live.code } };
    if (/^\+?\d{11,}$/.test(code) && !/^97[89]\d{10}$/.test(code)) return { no: "desk.phone" };
    if (card && !held) return { which: card };
    return { book: { code, tag: await gateCodes.tag(list.secret, "copy", code), title: "", state: "?" } };
  }

  /* Why a book cannot go out to this reader, or "". `since`: what this device did with the book after the list. */
  function whyNotLent(book, reader, since) {
    const state = since || book.state;
    if (state === "l") return "desk.out";
    if (state === "s") return "desk.set_aside";
    return reader.limit !== undefined && reader.loans >= reader.limit ? "desk.full" : "";
  }

  const whyNotBack = (book, since) => ((since || book.state) === "i" ? "desk.not_lent" : "");

  return { open, tell, spell, whyNotLent, whyNotBack };
})();
