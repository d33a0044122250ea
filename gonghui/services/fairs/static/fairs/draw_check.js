/* Computes a published draw again on the reader's device, step by step. docs/draws.md describes the file. */
"use strict";

const FORMAT = "gonghui-draw-1";
const AT_ONCE = 4000; // entries scored before the page may breathe
const box = document.querySelector("[data-check]");
const words = document.querySelector("[data-words]").dataset;
const part = (name) => box.querySelector(`[data-${name}]`);
const breathe = () => new Promise((resume) => setTimeout(resume));
const HEX64 = /^[0-9a-f]{64}$/;
const RULE = ["base", "past", "most", "days"]; // and "need" at the end, unless it is 0
const MOST_LOTS = 100;
let drawn = null;

const ruleNames = (rule) => ("need" in rule ? [...RULE, "need"] : RULE);
const heaviest = ({ base, past, most, need = 0 }) => base + (past ? most : 0) + need;

/* Every number of lots that an entry can have, as Rule.weights in kernel/draws/weights.py. */
function weightsOf({ base, past, most, need = 0 }) {
  const found = new Set();
  for (let missed = 0; missed <= (past ? most : 0); missed += 1) {
    const weight = base + Math.min(most, past * missed);
    found.add(weight).add(weight + need);
  }
  return found;
}

function listText(file) {
  const rule = ruleNames(file.rule).map((name) => `${name}=${file.rule[name]}`).join(" ");
  return [
    FORMAT, `draw ${file.draw}`, `title ${file.title}`, `opens ${file.opens_at}`, `closes ${file.closes_at}`,
    `closed ${file.closed_at}`, `rule ${rule}`, `beacon ${file.beacon_rule}`, `commitment ${file.commitment}`,
    ...file.pools.map(([id, places, label]) => `pool ${id} ${places} ${label}`),
    ...file.entries.map(([code, weight, nonce, choices]) => `entry ${code} ${weight} ${nonce} ${choices.join(",")}`).sort(),
    "",
  ].join("\n");
}

/* The same demands as kernel/draws/papers.py; a file that is not whole is not computed at all. */
function readable(file) {
  const whole = (value, low, high) => Number.isInteger(value) && value >= low && value <= high;
  const line = (text) => typeof text === "string" && !/[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/.test(text);
  const entry = ([code, weight, nonce, choices]) =>
    /^[0-9A-Z]{4,16}$/.test(code) && whole(weight, 1, 1e9) && /^[0-9a-f]{32}$/.test(nonce) &&
    choices.length <= 5 && new Set(choices).size === choices.length &&
    choices.every((choice) => whole(choice, 1, file.pools.length));
  const names = ["format", "draw", "title", "opens_at", "closes_at", "closed_at", "rule", "beacon_rule", "commitment",
    "pools", "entries", "list_hash", ..."secret" in file ? ["secret", "beacon", "seed", "result"] : []];
  return file.format === FORMAT && Object.keys(file).sort().join() === names.sort().join() &&
    [file.draw, file.title, file.opens_at, file.closes_at, file.closed_at, file.beacon_rule].every(line) &&
    [file.commitment, file.list_hash].every((hash) => HEX64.test(hash)) &&
    Object.keys(file.rule).sort().join() === ruleNames(file.rule).slice().sort().join() &&
    Object.values(file.rule).every((n) => whole(n, 0, 1e6)) && file.rule.need !== 0 &&
    file.rule.base >= 1 && heaviest(file.rule) <= MOST_LOTS &&
    file.pools.every(([id, places, label]) => line(id) && whole(places, 0, 1e9) && line(label)) &&
    file.entries.every(entry) &&
    (!("secret" in file) || HEX64.test(file.secret) && HEX64.test(file.seed) && /^[0-9a-z]*$/.test(file.beacon) &&
      file.result.every(([code, pool]) => typeof code === "string" && whole(pool, 0, file.pools.length)));
}

async function inOrder(file) {
  const start = new TextEncoder().encode(`${file.seed}:`);
  const scored = [];
  for (let at = 0; at < file.entries.length; at += 1) {
    const [code, weight] = file.entries[at];
    let best = null;
    for (let lot = 1; lot <= weight; lot += 1) {
      const text = `${code}:${lot}`;
      const bytes = new Uint8Array(start.length + text.length);
      bytes.set(start);
      for (let i = 0; i < text.length; i += 1) bytes[start.length + i] = text.charCodeAt(i);
      const score = SHA256.words(bytes);
      if (best === null || compare(score, best) < 0) best = score;
    }
    scored.push({ score: best, code, weight, choices: file.entries[at][3] });
    if (at % AT_ONCE === 0) {
      part("progress").textContent = `${words.scoring} ${at} / ${file.entries.length}`;
      await breathe();
    }
  }
  return scored.sort((a, b) => compare(a.score, b.score) || (a.code < b.code ? -1 : 1));
}

function compare(a, b) {
  for (let i = 0; i < 8; i += 1) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return 0;
}

function allot(ordered, pools) {
  const left = [0, ...pools.map(([, places]) => places)];
  for (const entry of ordered) {
    entry.pool = entry.choices.find((choice) => left[choice] > 0) || 0;
    left[entry.pool] -= 1;
  }
}

function differs(file, ordered) {
  if (ordered.length !== file.result.length) return `${file.result.length} ≠ ${ordered.length}`;
  const at = ordered.findIndex(({ code, pool }, n) => file.result[n][0] !== code || file.result[n][1] !== pool);
  return at < 0 ? "" : `${at + 1}: ${file.result[at]} ≠ ${ordered[at].code},${ordered[at].pool}`;
}

function weightsFit(file) {
  const allowed = weightsOf(file.rule);
  const seen = new Set();
  for (const [code, weight] of file.entries) {
    if (seen.has(code)) return `${code} ×2`;
    if (!allowed.has(weight)) return `${code}: ${weight}`;
    seen.add(code);
  }
  return "";
}

function show(name, wrong, found) {
  const line = document.createElement("li");
  const says = document.createElement("span");
  const small = document.createElement("small");
  says.textContent = words[name];
  small.textContent = wrong || found || "";
  line.dataset.step = name;
  line.className = wrong ? "f-checks-wrong" : "";
  line.append(says, small);
  part("steps").append(line);
  return !wrong;
}

const equal = (said, computed) => (said === computed ? "" : `${said} ≠ ${computed}`);

async function check(text, published) {
  const file = JSON.parse(text);
  if (!readable(file)) throw new Error("not a whole file");
  const hash = SHA256.ofText(listText(file));
  let fits = show("list", equal(file.list_hash, hash), hash);
  if (published) {
    const ours = equal(file.commitment, box.dataset.commitment) || equal(file.list_hash, box.dataset.hash);
    fits = show("site", ours, file.commitment) && fits;
  }
  fits = show("entries", weightsFit(file), String(file.entries.length)) && fits;
  if (!("secret" in file)) return verdict(fits, words.closed);
  const promised = SHA256.ofText(`${FORMAT} secret ${file.draw} ${file.secret}`);
  fits = show("commitment", equal(file.commitment, promised), file.secret) && fits;
  const seed = SHA256.ofText(`${FORMAT} seed ${file.draw} ${file.secret} ${file.list_hash} ${file.beacon}`);
  fits = show("seed", equal(file.seed, seed), seed) && fits;
  fits = show("beacon", Boolean(file.beacon) === Boolean(file.beacon_rule) ? "" : "?", file.beacon) && fits;
  const ordered = await inOrder(file);
  allot(ordered, file.pools);
  fits = show("result", differs(file, ordered), `${ordered.length}`) && fits;
  drawn = { file, ordered };
  part("find").hidden = false;
  return verdict(fits, words.good);
}

function verdict(fits, good) {
  const said = part("verdict");
  said.hidden = false;
  said.textContent = fits ? good : words.wrong;
  said.className = fits ? "f-verdict" : "f-verdict f-verdict-wrong";
}

async function run(text, published) {
  part("steps").replaceChildren();
  part("verdict").hidden = part("find").hidden = true;
  part("progress").textContent = words.reading;
  await breathe();
  try {
    await check(await text(), published);
  } catch {
    part("verdict").hidden = false;
    part("verdict").className = "f-verdict f-verdict-wrong";
    part("verdict").textContent = words.bad;
  }
  part("progress").textContent = "";
}

function find(event) {
  event.preventDefault();
  const code = box.querySelector("#own-code").value.normalize("NFKC").replace(/[^0-9a-z]/gi, "").toUpperCase();
  const at = drawn.ordered.findIndex((entry) => entry.code === code);
  const entry = drawn.ordered[at];
  const rank = entry && words.rank.replace("%n", at + 1).replace("%m", entry.weight);
  const got = entry && (entry.pool ? words.won + drawn.file.pools[entry.pool - 1][2] : words.lost);
  part("found").textContent = entry ? `${rank}。${got}` : words.unknown;
}

part("start").hidden = false;
part("site").addEventListener("click", () => run(async () => (await fetch(box.dataset.file)).text(), true));
part("own").addEventListener("change", (event) => {
  const [chosen] = event.target.files;
  if (chosen) run(() => chosen.text(), false);
});
part("find").addEventListener("submit", find);
