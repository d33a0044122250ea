/* The gate shows the server's time, whatever the device believes: it ticks from the moment the page was made. */
"use strict";

function tick(clock) {
  const made = Date.parse(clock.dateTime);
  const since = performance.now();
  const show = () => {
    const now = new Date(made + performance.now() - since);
    clock.textContent = now.toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });
  };
  show();
  setInterval(show, 1000);
}

for (const clock of document.querySelectorAll("time[data-server-clock]")) tick(clock);
