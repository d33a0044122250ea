/* The loan desk: with a network the server decides; without one the list kept here does, and what it did is sent later.
   Every act carries an id made here, so that an answer lost on the way is never a second loan. */
"use strict";

(() => {
  const desk = document.getElementById("desk");
  let reader = null; // who stands here, by the list
  const { now, say, make, button, ...here } = deskAlone({
    token: desk.querySelector("[name=csrfmiddlewaretoken]").value,
    refresh: 600_000,
    open: deskJudge.open,
    facts: ({ books, people }) => ({ copies: books.size, readers: people.size }),
    sends: {
      name: "acts",
      of: ({ id, act, at, copy_code, reader: card }) => ({ id, act, at, copy_code, reader: card }),
      done: "done",
    },
  });

  /* --- what the keeper sees */

  const show = (panel) => desk.querySelector("[data-answer]").replaceChildren(panel);
  const verdict = (kind, said) => here.verdict(kind, said, show);

  function showReader(found) {
    reader = found;
    desk.querySelector("[name=reader]").value = found?.code || "";
    const panel = desk.querySelector("[data-reader-panel]");
    panel.hidden = !found;
    if (!found) return;
    const name = found.name ? "reader" : "unknown_reader";
    const [says, mend] = say(name, found);
    panel.querySelector("[data-reader-name]").textContent = says;
    panel.querySelector("[data-reader-count]").textContent = mend;
    panel.querySelector("[data-reader-books]").replaceChildren();
    desk.querySelector("[data-answer]").replaceChildren();
  }

  function ask(card, form) {
    const panel = verdict("wait", say("which", { code: card }));
    const row = make("p", "d-choice");
    row.append(
      button("btn btn-lg", say("a_reader")[0], () => showReader({ code: card })),
      button("btn btn-lg", say("a_book")[0], () => takeBack({ code: card, title: "", state: "?" }, form)),
    );
    panel.append(row);
  }

  /* --- acting alone */

  const passed = (tag) => `${here.venue}:${tag}`;

  const since = async (tag) => {
    const done = tag && (await gateStore.passed(passed(tag)));
    return done && done.at > here.list().made ? done.state : "";
  };

  async function keep(form, act, { code, tag }, what, state) {
    const id = form.dataset.scan || crypto.randomUUID();
    const at = Math.round(now());
    await here.keep({ id, act, at, what, copy_code: code || "", reader: act === "lend" ? reader.code : "" });
    if (tag) await gateStore.pass(passed(tag), { state, at });
    form.reset();
    await here.tell();
  }

  async function alone(form) {
    const no = await here.unable();
    if (no) return verdict("no", no);
    if (form.matches("[data-visit]")) {
      verdict("yes", say("counted"));
      return keep(form, "visit", {}, say("counted")[0]);
    }
    const typed = form.elements.code.value;
    const held = form.elements.reader.value;
    if (held && reader?.code !== held) await byCode(held);
    const found = await deskJudge.tell(here.list(), typed, Boolean(held));
    if (found.no) return verdict("no", say(found.no));
    if (found.which) return ask(found.which, form);
    if (found.reader) {
      showReader(found.reader);
      form.elements.code.value = "";
      return null;
    }
    return held ? lend(found.book, form) : takeBack(found.book, form);
  }

  async function byCode(code) {
    const found = await deskJudge.tell(here.list(), code, false);
    reader = found.reader || { code };
  }

  async function lend(book, form) {
    const no = deskJudge.whyNotLent(book, reader, await since(book.tag));
    if (no) return verdict("no", say(no, { ...book, ...reader }));
    const name = book.state === "?" ? "unknown_lent" : "lent";
    const told = say(name, { ...book, days: here.list().days });
    await keep(form, "lend", book, told[0], "l");
    const entry = here.list().people.get(reader.tag);
    if (entry) reader = { ...Object.assign(entry, { loans: entry.loans + 1 }), code: reader.code };
    const [held, again] = [reader, verdict("yes", told)];
    showReader(held);
    desk.querySelector("[data-answer]").replaceChildren(again);
  }

  async function takeBack(book, form) {
    const no = deskJudge.whyNotBack(book, await since(book.tag));
    if (no) return verdict("no", say(no, { ...book, made: here.list().made }));
    const told = say(book.state === "?" ? "unknown_back" : "back", book);
    await keep(form, "give_back", book, told[0], "i");
    verdict("yes", told);
  }

  function before(form, parameters) {
    form.dataset.scan = crypto.randomUUID?.() || "";
    parameters.scan = form.dataset.scan;
    parameters.csrfmiddlewaretoken = here.token();
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-reader-done]") || navigator.onLine) return;
    event.preventDefault();
    showReader(null);
  });

  here.watch("form[data-desk], form[data-visit]", before, alone);
  here.begin();
})();
