/* A counter that outlives a dropped network. For <form data-queue hx-post=… hx-target=…> with a field named "code":
   an act that could not be sent is kept on this device and sent, once, when the network is back; and a code that was
   let through on this device is not let through here again while nobody can be asked. */
"use strict";

const WAITING = "gonghui.waiting"; // [{url, pairs, code, at}] not yet sent
const TURNED = "gonghui.turned"; // [{code, at, says}] refused when they were sent
const PASSED = "gonghui.passed"; // {code: time} let through here today

const kept = (name, otherwise) => JSON.parse(localStorage.getItem(name) || otherwise);
const keep = (name, value) => localStorage.setItem(name, JSON.stringify(value));
const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "numeric", minute: "2-digit" });
const today = () => new Date().toDateString();

function spelled(form) {
  return (form.elements.code?.value || "").normalize("NFKC").replace(/[\s\-_.·‐-―−]/g, "").toUpperCase();
}

function passed() {
  const all = kept(PASSED, "{}");
  return all.day === today() ? all : { day: today() };
}

function remember(code) {
  keep(PASSED, { ...passed(), [code]: clock() });
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  return element;
}

function verdict(target, kind, word, says, note) {
  const panel = make("section", `k-verdict k-verdict-${kind}`, "");
  panel.setAttribute("role", "alert");
  panel.dataset.sound = kind === "wait" ? "wait" : "no";
  panel.append(make("p", "k-verdict-word", word), make("p", "k-verdict-says", says), make("p", "k-verdict-note", note));
  target.replaceChildren(panel);
  document.dispatchEvent(new CustomEvent("gonghui:verdict", { detail: panel }));
}

/* The network did not carry it: keep it, or say no to a code that already passed here. */
addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest?.("form[data-queue]");
  if (!form) return;
  const code = spelled(form);
  const before = passed()[code];
  if (before) return verdict(event.detail.target, "no", "不可以", `${before} 已在本机放行过`, "网络断开，不能再核对；请看本人证件");
  const pairs = [...new FormData(form)].filter(([, value]) => typeof value === "string");
  keep(WAITING, [...kept(WAITING, "[]"), { url: form.getAttribute("hx-post"), pairs, code, at: clock() }]);
  remember(code);
  verdict(event.detail.target, "wait", "先记下了", "网络断开，还没有核对", "请看凭证上的时段和姓名；联网后自动发送");
  form.reset();
  show();
});

addEventListener("htmx:afterSwap", (event) => {
  const form = event.detail.requestConfig?.elt?.closest?.("form[data-queue]");
  if (form && event.detail.target.querySelector(".k-verdict-yes")) remember(spelled(form));
});

let sending = false;

async function send() {
  if (sending || !navigator.onLine) return;
  sending = true;
  try {
    for (let waiting = kept(WAITING, "[]"); waiting.length; waiting = kept(WAITING, "[]")) {
      if (!(await deliver(waiting[0]))) break;
      keep(WAITING, kept(WAITING, "[]").slice(1));
      show();
    }
  } finally {
    sending = false;
  }
}

/* True when the server has decided, whichever way; false: try again later. */
async function deliver(item) {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
  const pairs = item.pairs.map(([name, value]) => [name, name === "csrfmiddlewaretoken" && token ? token : value]);
  let answer;
  try {
    answer = await fetch(item.url, { method: "POST", body: new URLSearchParams(pairs), headers: { "HX-Request": "true" } });
  } catch {
    return false;
  }
  if (answer.status >= 500 || answer.redirected || answer.headers.has("HX-Redirect")) return false;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const no = page.querySelector(".k-verdict-no .k-verdict-says, .k-refusal-says");
  if (no || !answer.ok) {
    keep(TURNED, [...kept(TURNED, "[]"), { code: item.code, at: item.at, says: no?.textContent || `${answer.status}` }]);
  }
  return true;
}

/* What is stored and not yet sent, and what was refused afterwards, under the form. */
function show() {
  const waiting = kept(WAITING, "[]");
  const turned = kept(TURNED, "[]");
  dispatchEvent(new CustomEvent("gonghui:unsent", { detail: waiting.length }));
  const form = document.querySelector("form[data-queue]");
  if (!form) return;
  let list = document.querySelector(".k-queue");
  if (!list) form.after((list = make("section", "k-queue", "")));
  list.setAttribute("aria-label", "本机记下的");
  list.replaceChildren(
    ...waiting.map((item) => make("p", "k-queue-line", `${item.at}  ${item.code}  未发送`)),
    ...turned.map((item) => {
      const line = make("p", "k-queue-line k-queue-turned", `${item.at}  ${item.code}  发送后被拒：${item.says}`);
      const seen = make("button", "btn btn-sm", "知道了");
      seen.type = "button";
      seen.addEventListener("click", () => {
        keep(TURNED, kept(TURNED, "[]").filter((one) => one.code !== item.code || one.at !== item.at));
        show();
      });
      line.append(seen);
      return line;
    }),
  );
}

addEventListener("online", send);
setInterval(send, 15_000);
show();
send();
