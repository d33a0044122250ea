/* The camera reads a QR code into a field and sends its form: by the browser's own reader, else by the one that comes
   along (vendor/qr). Typing is always there. */
"use strict";

const PAUSE = 150; // milliseconds between two looks
const SIDE = 800; // pixels; larger pictures are looked at smaller

/* Answers what turns a video's picture into its text, or "". */
async function reader(decoder) {
  if ("BarcodeDetector" in window && (await BarcodeDetector.getSupportedFormats()).includes("qr_code")) {
    const own = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await own.detect(video))[0]?.rawValue || "";
  }
  if (!window.qr) await loaded(decoder);
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    const scale = Math.min(1, SIDE / Math.max(video.videoWidth, video.videoHeight));
    canvas.width = Math.round(video.videoWidth * scale);
    canvas.height = Math.round(video.videoHeight * scale);
    pen.drawImage(video, 0, 0, canvas.width, canvas.height);
    try {
      return window.qr(pen.getImageData(0, 0, canvas.width, canvas.height));
    } catch {
      return ""; // no code in this picture
    }
  };
}

function loaded(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.onload = resolve;
    script.onerror = reject;
    script.src = address;
    document.head.append(script);
  });
}

/* Shows the camera in `video` and looks until a code is found, which it answers, or `going()` is over. */
async function watch(video, decoder, going) {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  try {
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    const read = await reader(decoder);
    while (going()) {
      const text = video.videoWidth ? await read(video) : "";
      if (text) return text;
      await new Promise((next) => setTimeout(next, PAUSE));
    }
    return "";
  } finally {
    stream.getTracks().forEach((track) => track.stop());
  }
}

function send(field, text) {
  field.value = text;
  field.form.requestSubmit();
}

/* kit/codefield.html: a button opens the camera in a dialog. */
async function readInDialog(button) {
  const field = document.getElementById(button.dataset.camera);
  const [frame, video, close] = ["dialog", "video", "button"].map((name) => document.createElement(name));
  frame.className = "k-dialog k-camera";
  frame.setAttribute("aria-label", button.textContent.trim());
  close.className = "btn btn-wide";
  close.textContent = button.dataset.instead;
  close.addEventListener("click", () => frame.close());
  video.setAttribute("playsinline", "");
  frame.append(video, close);
  frame.addEventListener("close", () => {
    frame.remove();
    field.focus();
  });
  document.body.append(frame);
  frame.showModal();
  const text = await watch(video, button.dataset.decoder, () => frame.open).catch(() => null);
  frame.close();
  if (text === null) button.hidden = true;
  else if (text) send(field, text);
}

for (const button of navigator.mediaDevices ? document.querySelectorAll("[data-camera]") : []) {
  button.hidden = false;
  button.addEventListener("click", () => readInDialog(button));
}

/* The page 扫码: it opens at once and stays open above the field. */
for (const box of navigator.mediaDevices ? document.querySelectorAll("[data-viewfinder]") : []) {
  const says = box.querySelector("[data-says]");
  box.hidden = false;
  watch(box.querySelector("video"), box.dataset.decoder, () => true)
    .then((text) => send(document.getElementById(box.dataset.viewfinder), text))
    .catch(() => { says.textContent = says.dataset.denied; });
}
