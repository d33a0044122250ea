/* What was typed stays in this tab when the network drops, the session ends or the page is opened again, and reaches no
   server before it is sent; numbers of documents do not stay, nor anything for the next person at this phone: faces.js
   takes it away at sign-out, and here whatever is somebody else's. */
"use strict";

const OF = "kept:";
const ours = (form) => OF + (form.dataset.keptOf || "") + ":";
const chosen = (form, name) => form.querySelector(`input[name="${name}"]:checked`);
const fields = (form) =>
  [...form.elements].filter((field) => field.name && !("unkept" in field.dataset) && !["hidden", "password"].includes(field.type));

for (const form of document.querySelectorAll("form[data-kept]")) {
  const own = ours(form), key = own + form.dataset.kept;
  for (const each of Object.keys(sessionStorage)) {
    if (each.startsWith(OF) && !each.startsWith(own)) sessionStorage.removeItem(each);
  }
  const kept = JSON.parse(sessionStorage.getItem(key) || "{}");
  const wrong = form.querySelector(".k-field-wrong");
  for (const field of fields(form)) {
    if (wrong || !(field.name in kept)) continue;
    if (field.type === "checkbox") field.checked = kept[field.name];
    else if (field.type === "radio") field.checked ||= !chosen(form, field.name) && field.value === kept[field.name];
    else if (!field.value) field.value = kept[field.name];
  }
  form.addEventListener("input", () => {
    const said = fields(form).filter((field) => field.type !== "radio" || field.checked);
    const typed = said.map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]);
    sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(typed)));
  });
}

for (const form of document.querySelectorAll("form[data-kept-done]")) {
  form.addEventListener("submit", () => sessionStorage.removeItem(ours(form) + form.dataset.keptDone));
}
for (const done of document.querySelectorAll("[data-kept-over]")) {
  for (const name of done.dataset.keptOver.split(" ")) sessionStorage.removeItem(ours(done) + name);
}

/* Without a network a form stays as it is, with what was typed, and says so. */
addEventListener("submit", (event) => {
  if (navigator.onLine || event.target.method !== "post") return;
  event.preventDefault();
  const said = event.target.querySelector("[data-lost]") || event.target.appendChild(document.createElement("p"));
  said.dataset.lost = "";
  said.className = "k-wrong";
  said.setAttribute("role", "alert");
  said.textContent = "现在没有网络，填的内容都在，连上后再点一次";
}, true);
