/* A form that asks for something scarce goes into the rush lane without leaving its page.
   <form data-rush="/api/…" data-rush-then="/receipt/"> with a field named "key"; kit/rush.html holds the words.
   Until there is an answer the same key asks again: over a reload, a dropped network, a queue. It acts once. */
"use strict";

const RESUMES = 120_000; // milliseconds: who reloads so soon goes on by itself, who comes later presses the button
const KEEPS = 3600_000; // as long as the ticket is good
const SILENT = 20_000; // a request that says nothing so long is lost
const LONGEST_PAUSE = 15_000;

class Rush {
  constructor(form) {
    this.form = form;
    this.address = form.dataset.rush;
    this.name = `gonghui.rush:${this.address}`;
    this.line = document.querySelector("[data-rush-line]");
    this.slot = document.querySelector("[data-rush-no]");
    this.asking = null;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.ask();
    });
    this.line.querySelector("[data-rush-leave]").addEventListener("click", () => this.leave());
    if (Date.now() - this.kept().at < RESUMES) this.ask();
  }

  /* {key, ticket, at} of an ask that has no answer yet. */
  kept() {
    const kept = JSON.parse(sessionStorage.getItem(this.name) || "{}");
    return Date.now() - kept.at < KEEPS ? kept : { key: this.form.elements.key.value, at: 0 };
  }

  keep(kept) {
    sessionStorage.setItem(this.name, JSON.stringify({ ...kept, at: Date.now() }));
  }

  async ask() {
    if (this.asking) return;
    const asking = (this.asking = new AbortController());
    const kept = this.kept();
    this.slot.replaceChildren();
    this.press(true);
    const slow = setTimeout(() => this.show("asking"), 1000);
    for (let missed = 0; this.asking === asking; ) {
      this.keep(kept);
      const answer = await this.answer(kept, asking.signal);
      clearTimeout(slow);
      if (this.asking !== asking) return;
      missed = answer ? 0 : missed + 1;
      const wait = answer ? await this.hear(answer, kept) : Math.min(1000 * 2 ** missed, LONGEST_PAUSE);
      if (!wait) return;
      if (!answer) this.show("offline");
      await this.pause(wait);
    }
  }

  /* The lane's answer; null when the network did not carry it. */
  async answer(kept, left) {
    const lost = new AbortController();
    const stop = () => lost.abort();
    const timer = setTimeout(stop, SILENT);
    left.addEventListener("abort", stop);
    const headers = { "Idempotency-Key": kept.key, "Accept-Language": document.documentElement.lang };
    if (kept.ticket) headers["Rush-Ticket"] = kept.ticket;
    try {
      const options = { method: "POST", headers, signal: lost.signal, redirect: "manual", cache: "no-store" };
      const response = await fetch(this.address, options);
      const json = response.headers.get("Content-Type")?.startsWith("application/json");
      return { status: response.status, headers: response.headers, body: json ? await response.json() : {} };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
      left.removeEventListener("abort", stop);
    }
  }

  /* What to do about an answer: milliseconds until asking again, or 0 when it was the last. */
  async hear({ status, headers, body }, kept) {
    if (status === 202 && body.queue) {
      kept.ticket = body.queue.ticket;
      this.keep(kept);
      this.show("queue", body.queue);
      return 1000 * body.queue.again;
    }
    if (status === 503) {
      this.show("busy");
      return 1000 * (Number(headers.get("Retry-After")) || 2);
    }
    sessionStorage.removeItem(this.name);
    if (status === 200) location.assign(this.form.dataset.rushThen);
    else if (body.error && status !== 401) this.refuse(status, body.error);
    else this.byPage(kept);
    return 0;
  }

  /* Nobody is signed in, or no lane is there: the page's own way knows what to do. */
  byPage(kept) {
    this.form.elements.key.value = kept.key;
    this.form.submit();
  }

  pause(milliseconds) {
    return new Promise((next) => {
      const go = () => {
        clearTimeout(timer);
        removeEventListener("online", go);
        this.goOn = null;
        next();
      };
      const timer = setTimeout(go, milliseconds);
      addEventListener("online", go);
      this.goOn = go;
    });
  }

  leave() {
    this.asking?.abort();
    this.asking = null;
    this.goOn?.();
    sessionStorage.removeItem(this.name);
    this.rest();
    this.slot.replaceChildren(document.querySelector("[data-rush-left]").content.cloneNode(true));
    this.slot.firstElementChild.focus();
  }

  refuse(status, error) {
    this.asking = null;
    this.rest();
    const no = document.querySelector("template[data-rush-refusal]").content.cloneNode(true).firstElementChild;
    const fill = (name) => {
      const text = document.documentElement.classList.contains("elder") ? error[name].replaceAll("你", "您") : error[name];
      for (const place of no.querySelectorAll(`[data-fill=${name}]`)) place.textContent = text;
      if (!text) no.querySelectorAll(`[data-with=${name}]`).forEach((part) => part.remove());
    };
    for (const title of no.querySelectorAll("[data-status]")) if (title.dataset.status !== `${status}`) title.remove();
    ["says", "rule", "mend"].forEach(fill);
    no.dataset.code = error.code;
    /* It will be the same again: what the page said before is no longer so, and the way on is to look anew. */
    const stale = status !== 422 && status !== 429;
    this.form.hidden = stale;
    for (const part of document.querySelectorAll("[data-rush-stale]")) part.hidden = stale;
    this.slot.replaceChildren(no);
    no.focus();
  }

  show(state, { ahead = 0, seconds = 0 } = {}) {
    const how = state !== "queue" ? state : !ahead ? "next" : seconds < 100 ? "seconds" : "minutes";
    const figures = { ahead, seconds: Math.max(1, seconds), minutes: Math.round(seconds / 60) };
    for (const part of this.line.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== how;
    for (const place of this.line.querySelectorAll("[data-fill]")) place.textContent = figures[place.dataset.fill];
    if (!this.line.hidden) return;
    this.line.hidden = false;
    this.line.scrollIntoView({ block: "nearest" });
  }

  rest() {
    this.line.hidden = true;
    this.press(false);
  }

  press(down) {
    for (const button of this.form.querySelectorAll("button")) {
      button.disabled = down;
      button.classList.toggle("k-busy", down);
    }
  }
}

for (const form of document.querySelectorAll("form[data-rush]")) new Rush(form);
