/* The counter's senses: a sound for yes and no, the field ready for the next person, and what the network is doing. */
"use strict";

function sound(kind) {
  const Player = window.AudioContext || window.webkitAudioContext;
  if (!Player) return;
  const player = new Player();
  const notes = { yes: [[880, 0], [1320, 0.12]], wait: [[520, 0]] }[kind] || [[220, 0], [220, 0.22]];
  for (const [pitch, at] of notes) {
    const note = player.createOscillator();
    const loud = player.createGain();
    note.type = kind === "no" ? "square" : "sine";
    note.frequency.value = pitch;
    loud.gain.setValueAtTime(0.18, player.currentTime + at);
    loud.gain.exponentialRampToValueAtTime(0.001, player.currentTime + at + 0.18);
    note.connect(loud).connect(player.destination);
    note.start(player.currentTime + at);
    note.stop(player.currentTime + at + 0.2);
  }
  navigator.vibrate?.(kind === "no" ? [120, 80, 120] : 60);
}

function sense(root) {
  const verdict = root.matches?.("[data-sound]") ? root : root.querySelector?.("[data-sound]");
  if (verdict && !verdict.dataset.heard) {
    verdict.dataset.heard = "1";
    sound(verdict.dataset.sound);
  }
  const field = document.querySelector("[data-refocus]");
  if (field) {
    field.focus();
    if (field.value === (field.dataset.asked ?? field.value)) field.select(); // else the next is being typed already
  }
}

function network() {
  for (const side of document.querySelectorAll("[data-net]")) {
    side.querySelector(".t-online").hidden = !navigator.onLine;
    side.querySelector(".t-offline").hidden = navigator.onLine;
  }
}

/* A page that acts without a network (gate/gate.js) tells the frame how many acts are kept here and not yet sent. */
addEventListener("gonghui:unsent", (event) => {
  for (const count of document.querySelectorAll("[data-unsent]")) {
    count.textContent = event.detail;
    count.closest(".t-unsent").hidden = !event.detail;
  }
});
/* What is asked is marked at once, so that a scanner's next code takes its place while the answer is on its way. */
addEventListener(
  "submit",
  (event) => {
    const field = event.target.querySelector("[data-refocus]");
    if (!field) return;
    field.dataset.asked = field.value;
    field.select();
  },
  true,
);
addEventListener("online", network);
addEventListener("offline", network);
addEventListener("htmx:load", (event) => sense(event.target));
addEventListener("gonghui:verdict", (event) => sense(event.detail));
network();
sense(document);
