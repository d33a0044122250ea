/* What pages gain when scripts run; without them everything still works. */
"use strict";

/* A button acts once: after the click it waits, and wakes when the page comes back from the browser's memory. */
const busy = new Set();

addEventListener("submit", (event) => {
  const form = event.target;
  /* Whoever signs out leaves no gate's list on the device (gate/store.js); scans not yet sent stay. */
  if (form.action?.endsWith?.("/sign-out/")) leaveNothing();
  if (event.defaultPrevented || form.method !== "post") return;
  if (busy.has(form)) return event.preventDefault();
  busy.add(form);
  /* After this turn, so that the pressed button's own name and value are still sent. */
  setTimeout(() => {
    for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = true;
    event.submitter?.classList.add("k-busy");
  });
});

/* What a worker script kept of a person's own pages stands in caches that are called gonghui-own-…; what a tab keeps of
   a form half filled in begins with "kept:". */
function leaveNothing() {
  Object.keys(sessionStorage).forEach((key) => key.startsWith("kept:") && sessionStorage.removeItem(key));
  window.indexedDB?.deleteDatabase("gonghui-gate");
  window.caches?.keys().then((names) => names.forEach((name) => name.startsWith("gonghui-own-") && caches.delete(name)));
}

function wake(form) {
  busy.delete(form);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.disabled = false;
    button.classList.remove("k-busy");
  }
}

/* Who comes back to a page with a button that acts once sees how things are now, not how they were. */
addEventListener("pageshow", (event) => {
  const back = event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  if (back && document.querySelector(".m-body form > input[name=key], .t-body form > input[name=key]")) location.reload();
  if (event.persisted) [...busy].forEach(wake);
});
addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) wake(form);
});

/* The last digit of a code sends it, once: a wrong one stands there to be mended, and its next last digit sends that. */
addEventListener("input", (event) => {
  const field = event.target;
  if (!field.dataset?.whole) return;
  const digits = field.value.normalize("NFKC").replace(/\D/g, "");
  if (digits.length === Number(field.dataset.whole)) field.form.requestSubmit?.();
});

/* <time data-until="2026-…"> counts down in words; <button data-wait="42"> sleeps that many seconds. */
function countdown(element) {
  const ends = Date.parse(element.dataset.until);
  const tick = () => {
    const left = Math.max(0, Math.round((ends - Date.now()) / 1000));
    const [hours, minutes, seconds] = [Math.floor(left / 3600), Math.floor(left / 60) % 60, left % 60];
    element.textContent =
      hours >= 48
        ? `${Math.floor(hours / 24)} 天 ${hours % 24} 小时` // of days nobody counts the seconds
        : (hours ? hours + " 小时 " : "") + (hours || minutes ? minutes + " 分 " : "") + seconds + " 秒";
    if (!left) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}

function sleep(button) {
  let left = Number(button.dataset.wait);
  if (!left) return;
  const words = button.textContent;
  const tick = () => {
    button.disabled = left > 0;
    button.textContent = left > 0 ? `${words}（${left}）` : words;
    if (left-- <= 0) clearInterval(timer);
  };
  const timer = setInterval(tick, 1000);
  tick();
}

/* kit/confirm.html: the folded form becomes a dialog. */
function dialog(details) {
  const box = details.querySelector(".k-confirm-box");
  const frame = document.createElement("dialog");
  frame.className = "k-dialog";
  frame.setAttribute("aria-label", box.querySelector(".k-confirm-title").textContent);
  details.after(frame);
  frame.append(box);
  const close = box.querySelector("[data-close]");
  close.hidden = false;
  close.addEventListener("click", () => frame.close());
  details.querySelector("summary").addEventListener("click", (event) => {
    event.preventDefault();
    if (event.currentTarget.getAttribute("aria-disabled") !== "true") frame.showModal();
  });
}

/* kit/listing_bulk.html: how many rows are picked, all of them at once; a reason is due in the dialog that is open. */
function bulk(form) {
  const boxes = [...document.querySelectorAll(`[data-pick][form="${form.id}"]`)];
  const all = form.querySelector("[data-bulk-all] input");
  for (const part of form.querySelectorAll("[data-bulk-all], [data-bulk-count], [data-bulk-many]")) part.hidden = false;
  for (const part of form.querySelectorAll("[data-bulk-plain]")) part.hidden = true;
  const count = () => {
    const picked = boxes.filter((box) => box.checked).length;
    for (const place of form.querySelectorAll("[data-picked]")) place.textContent = picked;
    for (const summary of form.querySelectorAll("summary")) summary.setAttribute("aria-disabled", String(!picked));
    form.classList.toggle("k-bulk-on", picked > 0);
    all.checked = picked > 0 && picked === boxes.length;
    all.indeterminate = picked > 0 && picked < boxes.length;
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    count();
  });
  for (const box of boxes) box.addEventListener("change", count);
  for (const frame of form.querySelectorAll("dialog")) {
    const reason = frame.querySelector("[data-bulk-reason]");
    if (!reason) continue;
    new MutationObserver(() => (reason.required = frame.open)).observe(frame, { attributeFilter: ["open"] });
  }
  count();
}

/* What a paper says where the screen says "今天": its lines in one, without what is only for the screen. */
function onPaper(element) {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(".k-screen")) part.remove();
  for (const end of copy.querySelectorAll("br")) end.replaceWith("，");
  return copy.textContent.trim().replace(/\s+/g, " ").replace(/ ?， ?/g, "，");
}

/* The receipt as a picture: drawn from its own words, so that nothing leaves the phone; a QR that changes stays out. */
function saveReceipt(button) {
  const receipt = button.closest(".k-receipt-tools").previousElementSibling;
  const lines = [...receipt.querySelectorAll("dt")].map((dt) => `${onPaper(dt)}：${onPaper(dt.nextElementSibling)}`);
  const drawing = receipt.querySelector(".k-receipt-qr:not(.k-screen) svg.qr");
  const below = drawing ? 760 : 220;
  const canvas = document.createElement("canvas");
  canvas.width = 750;
  canvas.height = below + 100 + lines.length * 56;
  const pen = canvas.getContext("2d");
  const font = getComputedStyle(document.body).fontFamily;
  const write = (text, size, y, colour) => {
    pen.font = `${size}px ${font}`;
    pen.fillStyle = colour;
    pen.fillText(text, 375, y, 700);
  };
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#C8161D";
  pen.fillRect(0, 0, canvas.width, 16);
  pen.textAlign = "center";
  write(onPaper(receipt.querySelector("h2")), 40, 90, "#1F2329");
  write(onPaper(receipt.querySelector(".k-receipt-code b")), 72, below, "#1F2329");
  lines.forEach((line, at) => write(line, 32, below + 80 + at * 56, "#1F2329"));
  const finish = () => {
    const link = document.createElement("a");
    link.download = "receipt.png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  };
  if (!drawing) return finish();
  const picture = new Image();
  picture.onload = () => {
    pen.imageSmoothingEnabled = false;
    pen.drawImage(picture, 125, 140, 500, 500);
    finish();
  };
  const svg = drawing.cloneNode(true);
  svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  svg.setAttribute("width", "500");
  svg.setAttribute("height", "500");
  picture.src = "data:image/svg+xml," + encodeURIComponent(svg.outerHTML);
}

/* A phone's own map opens by geo: on Android, and WeChat lets no such address through. */
function ownMap(link) {
  if (/Android/.test(navigator.userAgent) && !/MicroMessenger/.test(navigator.userAgent)) link.href = link.dataset.ownMap;
}

/* What is opened comes into view, between the bars (scroll-padding in member.css). */
addEventListener("toggle", ({ target }) => {
  if (target.open && target.matches?.(".m-main details")) target.scrollIntoView({ block: "nearest" });
}, true);

const enhance = {
  "[data-until]": countdown,
  "[data-wait]": sleep,
  "details[data-dialog]": dialog,
  "[data-bulk]": bulk,
  "[data-own-map]": ownMap,
  "[data-print]": (button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  },
  "[data-save-receipt]": (button) => {
    button.hidden = false;
    button.addEventListener("click", () => saveReceipt(button));
  },
};

function enhanceAll(root) {
  for (const [selector, make] of Object.entries(enhance)) {
    for (const element of root.querySelectorAll(selector)) {
      if (element.dataset.enhanced) continue;
      element.dataset.enhanced = "1";
      make(element);
    }
  }
}

enhanceAll(document);
addEventListener("htmx:load", (event) => enhanceAll(event.target));
