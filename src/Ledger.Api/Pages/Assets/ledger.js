// What pages do beyond what their HTML does by itself: charts in place of tables, and figures traced in a panel. Every page
// works without it.

const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const colours = () => [1, 2, 3, 4, 5, 6].map(number => style(`--series-${number}`));

// Where labels are few and long each of them is shown, aslant.
const aslant = labels => labels.length <= 12 && labels.some(label => label.length > 8) ? { interval: 0, rotate: 30 } : {};

function options(data) {
    const text = { color: style("--muted"), fontFamily: getComputedStyle(document.body).fontFamily };
    const line = { lineStyle: { color: style("--line") } };
    return {
        animation: false,
        color: colours(),
        textStyle: text,
        grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
        legend: { top: 0, textStyle: text, type: "scroll" },
        // As text in the canvas: markup with styles of its own is what the page's policy forbids.
        tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: style("--surface"), borderColor: style("--line"), textStyle: { color: style("--text") } },
        xAxis: { type: "category", data: data.labels, axisLine: line, axisLabel: { ...text, ...aslant(data.labels) } },
        yAxis: { type: "value", axisLabel: text, splitLine: line },
        series: data.series.map(series => ({
            name: series.name,
            type: series.kind,
            stack: series.stack,
            data: series.values.map(value => value === null ? null : Number(value)),
            // A line of one point would not be seen.
            showSymbol: series.values.filter(value => value !== null).length < 3,
            connectNulls: false,
            emphasis: { disabled: true },
            markLine: series === data.series[0] && data.marks.length > 0
                ? { symbol: "none", silent: true, lineStyle: { color: style("--muted"), type: "dashed" },
                    data: data.marks.map(mark => ({ name: mark.name, yAxis: Number(mark.value), label: { formatter: mark.name, color: style("--muted"), position: "insideEndTop" } })) }
                : undefined,
        })),
    };
}

function draw(canvas) {
    canvas.hidden = false;
    canvas.closest("figure").querySelector("details").open = false;
    const chart = echarts.init(canvas, null, { renderer: "canvas" });
    chart.setOption(options(JSON.parse(canvas.dataset.chart)));
    new ResizeObserver(() => chart.resize()).observe(canvas);
}

function drawAll() {
    if (typeof echarts === "undefined") return;
    for (const canvas of document.querySelectorAll("[data-chart]")) draw(canvas);
}

// A link to a figure's page opens in the panel; that page is the same for who opens it by itself.
async function openPanel(link) {
    const panel = document.getElementById("panel");
    const content = document.getElementById("panel-content");
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.querySelector("[data-panel-content]") ?? page.querySelector("main");
    content.replaceChildren(document.importNode(part, true));
    if (!panel.open) panel.showModal();
    panel.scrollTop = 0;
}

document.addEventListener("click", event => {
    const link = event.target.closest("a[data-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    openPanel(link).catch(() => { location.href = link.href; });
});

// The slider of the replay: the page of where it stands is fetched, and its figures, and the links that lead on from them, are
// put in place of those here.
function replay(form) {
    const [slider, said, number] = [form.elements.position, form.querySelector("output"), document.getElementById("position")];
    let waiting, asking;
    async function show(url) {
        asking?.abort();
        asking = new AbortController();
        const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: asking.signal });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of ["[data-replayed]", ".switches", ".menu ul"])
            document.querySelector(part).replaceWith(document.importNode(page.querySelector(part), true));
        said.value = page.querySelector("[data-replay] output").textContent;
        history.replaceState(null, "", url);
    }
    slider.addEventListener("input", () => {
        number.value = slider.value;
        clearTimeout(waiting);
        waiting = setTimeout(() => show(`?position=${slider.value}`).catch(error => {
            if (error.name !== "AbortError") form.submit();
        }), 150);
    });
}

for (const form of document.querySelectorAll("[data-replay]")) replay(form);

// On a narrow screen the menu is closed at first.
if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".menu")?.removeAttribute("open");

drawAll();
