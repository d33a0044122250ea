/* The board's chart: drawn from the data the page carries, drawn again whenever htmx brings new numbers. */
"use strict";

const house = getComputedStyle(document.documentElement);
const colour = (name) => house.getPropertyValue(name).trim();

function draw() {
  const place = document.getElementById("f-chart");
  const data = document.getElementById("f-chart-data");
  if (!place || !data || !window.echarts) return;
  const { slots, series } = JSON.parse(data.textContent);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const chart = echarts.getInstanceByDom(place) || echarts.init(place);
  const colours = ["#E4E7EB", colour("--gold"), colour("--red")];
  chart.setOption({
    animation: !still,
    animationDuration: 300,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 13 },
    color: colours,
    grid: { left: 8, right: 8, top: 36, bottom: 4, containLabel: true },
    legend: { top: 0, left: 0, itemWidth: 12, itemHeight: 12, textStyle: { color: colour("--muted"), fontSize: 13 } },
    xAxis: { type: "category", data: slots, axisTick: { show: false }, axisLine: { lineStyle: { color: "#C9CDD3" } }, axisLabel: { color: colour("--muted") } },
    yAxis: { type: "value", minInterval: 1, axisLabel: { color: colour("--muted") }, splitLine: { lineStyle: { color: colour("--line") } } },
    series: series.map((one, at) => ({ ...one, type: "bar", barMaxWidth: 26, itemStyle: { borderRadius: [4, 4, 0, 0] } })),
  });
}

addEventListener("htmx:afterSettle", draw);
addEventListener("resize", () => {
  const place = document.getElementById("f-chart");
  if (place && window.echarts) echarts.getInstanceByDom(place)?.resize();
});
draw();
