/* A stock-take: what is scanned is kept on this device until the server has it, and is sent one after the other, so that
   neither a slow network nor a closed page loses a book. Without scripts each round is a form. */
"use strict";

(() => {
  const form = document.querySelector("[data-counting]");
  if (!form) return;
  const place = `counting:${form.dataset.counting}`;
  const field = form.elements.codes;
  const told = form.querySelector("[data-unsaved]");
  const waiting = JSON.parse(localStorage.getItem(place) || "[]");
  let busy = false;

  const keep = () => localStorage.setItem(place, JSON.stringify(waiting));

  function tell(failed) {
    told.hidden = !(failed && waiting.length);
    told.querySelector("[data-unsaved-count]").textContent = waiting.length;
    form.elements.end.disabled = waiting.length > 0;
  }

  async function send() {
    if (busy || !waiting.length) return;
    busy = true;
    const round = waiting.slice(0, 100);
    const body = new URLSearchParams({ codes: round.join("\n") });
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    try {
      const answer = await fetch(location.href, { method: "POST", body, headers: { "HX-Request": "true" } });
      if (answer.status === 409) document.getElementById("counting").innerHTML = await answer.text();
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      document.getElementById("counting").innerHTML = await answer.text();
      waiting.splice(0, round.length);
      keep();
      tell(false);
    } catch {
      tell(true);
      setTimeout(send, 5_000);
      return;
    } finally {
      busy = false;
    }
    send();
  }

  form.addEventListener("submit", (event) => {
    const codes = field.value.split(/\s+/).filter(Boolean);
    if (event.submitter?.name === "end") return; // the server takes what is in the field, then names the number
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.push(...codes);
    keep();
    field.value = "";
    field.focus();
    send();
  }, true);

  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });

  window.addEventListener("online", send);
  tell(false);
  send();
})();
