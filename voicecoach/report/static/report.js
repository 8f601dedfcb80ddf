"use strict";
// The page works without this script: it adds playing, zooming and the live drawings.
(() => {
  const LEAD = 0.15; // seconds played before a moment, so that its start is heard
  const TAIL = 0.2; // and after it
  const SHORTEST = 0.6; // seconds a moment plays at least: one "um" is soon over
  const WIDEST = 8000; // pixels of the widest timeline: what a canvas can hold
  const WAVE_HEIGHT = 72; // the hash of wavesurfer's style holds for this height

  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const root = document.documentElement;
  const audio = byId("sound");
  const inner = byId("inner");
  const scroll = byId("scroll");
  let zoom = 1;

  // Legend: marks can be put out.
  for (const box of document.querySelectorAll("[data-mark]")) {
    const apply = () => byId("answer").classList.toggle("off-" + box.dataset.mark, !box.checked);
    box.addEventListener("change", apply);
    apply();
  }

  // Paper shows what is folded.
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const item of opened) item.open = true;
  });
  addEventListener("afterprint", () => {
    for (const item of opened) item.open = false;
    opened = [];
  });

  if (!audio) return;
  root.classList.add("live", "has-sound");
  audio.controls = false;
  document.querySelector(".controls").hidden = false;

  // ---- playing -------------------------------------------------------------------
  const seek = byId("seek");
  const words = [...document.querySelectorAll(".w[data-start]")].sort(
    (a, b) => a.dataset.start - b.dataset.start
  );
  const starts = words.map((word) => Number(word.dataset.start));
  const length = () => (Number.isFinite(audio.duration) ? audio.duration : data.duration);
  let stopAt = null;
  let current = null; // the word under the playhead
  let button = null; // the control that started this
  seek.max = data.duration || 1;

  const clock = (seconds) => {
    const tenths = Math.round(Math.max(0, seconds) * 10);
    const minutes = Math.floor(tenths / 600);
    const rest = String(Math.floor(tenths / 10) % 60).padStart(2, "0");
    return `${minutes}:${rest}.${tenths % 10}`;
  };

  function begin(from, until, control) {
    if (button) button.classList.remove("playing");
    button = control || null;
    if (button) button.classList.add("playing");
    audio.currentTime = Math.min(Math.max(0, from), length());
    stopAt = until;
    show();
    // Pressing another button while this one starts is no failure.
    audio.play().catch((error) => {
      if (error.name !== "AbortError") byId("status").textContent = "The sound cannot be played: " + error.message;
    });
  }

  function playMoment(element) {
    const start = Number(element.dataset.start);
    const end = Number(element.dataset.end);
    const from = Math.max(0, start - LEAD);
    begin(from, Math.max(end + TAIL, from + SHORTEST), element);
    byId("status").textContent = "Playing " + clock(start);
  }

  function playFrom(element) {
    begin(Number(element.dataset.start), null, element.closest("button"));
  }

  function toggle() {
    if (!audio.paused) return audio.pause();
    stopAt = null;
    return begin(audio.ended ? 0 : audio.currentTime, null);
  }

  function jump(to) {
    stopAt = null;
    audio.currentTime = Math.min(Math.max(0, to), length());
    show();
  }

  function wordAt(time) {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (starts[middle] <= time) low = middle + 1;
      else high = middle;
    }
    return low ? words[low - 1] : null;
  }

  function show() {
    const now = audio.currentTime;
    seek.value = now;
    seek.setAttribute("aria-valuetext", clock(now));
    byId("clock").textContent = `${clock(now)} / ${clock(length())}`;
    if (inner) {
      inner.setAttribute("aria-valuenow", now.toFixed(1));
      inner.setAttribute("aria-valuetext", clock(now));
      byId("head").style.left = `${(100 * now) / (data.duration || 1)}%`;
    }
    const word = audio.paused && !now ? null : wordAt(now);
    if (word !== current) {
      if (current) current.classList.remove("now");
      if (word) word.classList.add("now");
      current = word;
    }
  }

  function follow() {
    if (stopAt !== null && audio.currentTime >= stopAt) {
      stopAt = null;
      audio.pause();
    }
    show();
    keepInView();
    if (!audio.paused) requestAnimationFrame(follow);
  }

  audio.addEventListener("play", () => {
    root.classList.add("playing-now");
    byId("toggle").setAttribute("aria-label", "Pause");
    requestAnimationFrame(follow);
  });
  audio.addEventListener("pause", () => {
    root.classList.remove("playing-now");
    byId("toggle").setAttribute("aria-label", "Play");
    if (button) button.classList.remove("playing");
    button = null;
    show();
  });
  // In a tab that is not seen no frames are drawn; this still comes.
  audio.addEventListener("timeupdate", () => {
    if (stopAt !== null && audio.currentTime >= stopAt) audio.pause();
    show();
  });
  audio.addEventListener("loadedmetadata", show);
  audio.addEventListener("error", () => {
    byId("status").textContent = "The sound cannot be played.";
    byId("status").classList.remove("sr");
  });
  byId("toggle").addEventListener("click", toggle);
  byId("speed").addEventListener("change", (event) => {
    audio.playbackRate = Number(event.target.value);
  });
  seek.addEventListener("input", () => jump(Number(seek.value)));

  document.addEventListener("click", (event) => {
    const moment = event.target.closest("[data-end]");
    if (moment) return playMoment(moment);
    const from = event.target.closest("[data-start]");
    if (from) return playFrom(from);
    if (inner && inner.contains(event.target)) {
      const box = inner.getBoundingClientRect();
      begin(((event.clientX - box.left) / box.width) * data.duration, null);
    }
    return undefined;
  });

  // ---- keyboard ------------------------------------------------------------------
  // In the text every mark is a stop of its own, and so is the first word.
  const stops = [...document.querySelectorAll(".text .moment, .text .w[data-start]")].filter(
    (item) => item.matches(".moment") || !item.closest(".moment")
  );
  for (const stop of stops) if (stop.tabIndex !== 0) stop.tabIndex = -1;
  if (stops.length) stops[0].tabIndex = 0;

  function inText(event, stop) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const next = stops[stops.indexOf(stop) + step];
      if (next) next.focus();
    } else if (event.key === "Enter" || event.key === " ") {
      if (stop.dataset.end) playMoment(stop);
      else if (stop.dataset.start) playFrom(stop);
    } else return;
    event.preventDefault();
  }

  function onTimeline(event) {
    const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (step) jump(audio.currentTime + step);
    else if (event.key === "Home") jump(0);
    else if (event.key === "End") jump(length());
    else if (event.key === " " || event.key === "Enter") toggle();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const stop = event.target.closest(".text .moment, .text .w");
    if (stop) inText(event, stop);
    else if (event.target === inner) onTimeline(event);
    else if (event.key === " " && event.target === document.body) {
      toggle();
      event.preventDefault();
    } else if (event.key === "Escape") audio.pause();
  });

  if (!inner) return show();

  // ---- drawings ------------------------------------------------------------------
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const styled = document.querySelector("style[nonce]"); // only the studio has one
  const wave = data.peaks.length
    ? WaveSurfer.create({
        container: byId("wave"),
        media: audio,
        peaks: [data.peaks],
        duration: data.duration,
        height: WAVE_HEIGHT,
        normalize: true,
        interact: false,
        cursorWidth: 0,
        ...(styled ? { cspNonce: styled.nonce } : {}),
        waveColor: colour("--soft"),
        progressColor: colour("--accent"),
      })
    : null;

  const pace = data.pace.length > 1 ? drawPace() : null;

  function drawPace() {
    const box = byId("pace");
    box.querySelector(".still").classList.add("drawn");
    const readout = byId("readout");
    const idle = readout.textContent;
    return new uPlot(
      {
        width: inner.clientWidth,
        height: box.clientHeight,
        padding: [0, 0, 0, 0],
        legend: { show: false },
        cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { size: 7 } },
        scales: { x: { time: false, range: () => [0, data.duration] }, y: { range: () => data.range } },
        axes: [{ show: false }, { show: false }],
        series: [
          {},
          { stroke: () => colour("--accent"), width: 1.6, points: { show: data.pace.length < 40, size: 4, fill: () => colour("--accent") } },
        ],
        hooks: {
          drawClear: [shadeBand],
          setCursor: [
            (plot) => {
              const at = plot.cursor.idx;
              readout.textContent =
                at === null || at === undefined || plot.cursor.left < 0
                  ? idle
                  : `${clock(data.pace[at][0])}: ${Math.round(data.pace[at][1])} words a minute`;
            },
          ],
        },
      },
      [data.pace.map((point) => point[0]), data.pace.map((point) => point[1])],
      box
    );
  }

  function shadeBand(plot) {
    if (!data.band) return;
    const { left, top, width, height } = plot.bbox;
    const edge = (value, otherwise) => (value === null ? otherwise : plot.valToPos(value, "y", true));
    const high = edge(data.band[1], top);
    const low = edge(data.band[0], top + height);
    plot.ctx.fillStyle = colour("--band");
    plot.ctx.fillRect(left, high, width, low - high);
  }

  function fit() {
    if (pace && inner.clientWidth) pace.setSize({ width: inner.clientWidth, height: byId("pace").clientHeight });
  }

  function setZoom(factor) {
    const middle = audio.currentTime / (data.duration || 1);
    zoom = Math.max(1, Math.min(zoom * factor, WIDEST / scroll.clientWidth));
    inner.style.width = `${100 * zoom}%`;
    scroll.scrollLeft = middle * inner.clientWidth - scroll.clientWidth / 2;
    byId("narrower").disabled = zoom <= 1;
    byId("wider").disabled = zoom * scroll.clientWidth >= WIDEST;
  }

  function keepInView() {
    if (zoom <= 1) return;
    const at = (audio.currentTime / data.duration) * inner.clientWidth;
    const left = scroll.scrollLeft;
    if (at < left || at > left + scroll.clientWidth * 0.95) scroll.scrollLeft = at - scroll.clientWidth * 0.1;
  }

  document.querySelector(".zoom").hidden = false;
  byId("wider").addEventListener("click", () => setZoom(2));
  byId("narrower").addEventListener("click", () => setZoom(0.5));
  setZoom(1);
  new ResizeObserver(fit).observe(inner);
  const recolour = () => {
    if (wave) wave.setOptions({ waveColor: colour("--soft"), progressColor: colour("--accent") });
    if (pace) pace.redraw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", recolour);
  new MutationObserver(recolour).observe(root, { attributeFilter: ["data-theme"] });
  show();
  return undefined;
})();
