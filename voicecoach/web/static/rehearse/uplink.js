// The connection that an answer goes through: what is not confirmed is kept and sent again.

const STEPS = [200, 400, 800, 1500, 2000]; // milliseconds between two tries
const PATIENCE = 55_000; // milliseconds until it gives up: the studio waits for 60 s
const HURRY = 10_000; // the same once the answer has ended

/** The studio takes no more of this answer. */
export class RefusedError extends Error {}

/**
 * @typedef {{have: number, faults?: {kind: string, problem: string, remedy: string}[], passed?: string[], ends_in?: number, full?: boolean, error?: string, remedy?: string}} Heard
 */

export class Uplink {
  /** @type {(heard: Heard) => void} */
  onheard = () => {};
  /** @type {(connected: boolean) => void} */
  onchange = () => {};

  /** @param {string} path of the answer */
  constructor(path) {
    this.path = path;
    const url = new URL(`${path}/live`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    this.url = url;
    /** @type {Int16Array[]} everything that was spoken, for the case that nobody takes it */
    this.blocks = [];
    this.have = 0; // confirmed
    this.sent = 0;
    this.tries = 0;
    this.greeted = false;
    this.closed = false;
    this.full = false;
    this.contact = performance.now();
    this.patience = PATIENCE;
    /** @type {Error | null} */
    this.failure = null;
    /** @type {(() => void)[]} */
    this.waiting = [];
    this.open();
  }

  /** @param {Int16Array} samples the next block */
  push(samples) {
    if (this.full) return;
    this.blocks.push(samples);
    this.send();
  }

  /** Wait until everything is confirmed; fails where nobody takes it. */
  async drained() {
    this.patience = Math.min(PATIENCE, performance.now() - this.contact + HURRY);
    while (this.have < this.blocks.length) {
      if (this.failure) throw this.failure;
      await new Promise((done) => this.waiting.push(() => done(undefined)));
    }
  }

  goOn() {
    if (this.greeted) this.socket?.send("go on");
  }

  close() {
    this.closed = true;
    this.socket?.close();
  }

  open() {
    const socket = new WebSocket(this.url);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.addEventListener("message", (event) => this.heard(JSON.parse(event.data)));
    socket.addEventListener("close", (event) => this.lost(event));
  }

  /** @param {Heard} heard */
  heard(heard) {
    this.contact = performance.now();
    if (heard.error) return this.fail(new RefusedError(`${heard.error} ${heard.remedy ?? ""}`));
    this.have = heard.have;
    if (!this.greeted) {
      this.greeted = true;
      this.tries = 0;
      this.sent = heard.have;
      this.onchange(true);
    }
    this.onheard(heard);
    if (heard.full) {
      this.full = true; // what is over the limit nobody takes
      this.blocks.length = this.sent = this.have;
    }
    this.send();
    this.wake();
    return undefined;
  }

  send() {
    if (!this.greeted || this.socket?.readyState !== WebSocket.OPEN) return;
    for (; this.sent < this.blocks.length; this.sent += 1) {
      const samples = this.blocks[this.sent];
      const message = new ArrayBuffer(4 + samples.byteLength);
      new DataView(message).setUint32(0, this.sent, true);
      new Int16Array(message, 4).set(samples);
      this.socket.send(message);
    }
  }

  /** @param {CloseEvent} event */
  lost(event) {
    const told = this.greeted;
    this.greeted = false;
    if (this.closed || this.failure) return;
    if (told) this.onchange(false);
    if (event.code === 1008 || event.code === 1009) return this.fail(new RefusedError(event.reason));
    if (performance.now() - this.contact > this.patience)
      return this.fail(new RefusedError("The studio does not answer any more."));
    const pause = STEPS[Math.min(this.tries, STEPS.length - 1)];
    this.tries += 1;
    setTimeout(() => this.again(), pause);
    return undefined;
  }

  /** Connect again, unless the studio says that there is nothing to connect to. */
  async again() {
    const refused = this.tries > 1 && (await refusal(this.path));
    if (this.closed || this.failure) return;
    if (refused) this.fail(new RefusedError(refused));
    else this.open();
  }

  /** @param {Error} error */
  fail(error) {
    this.failure ??= error;
    this.wake();
  }

  wake() {
    for (const done of this.waiting.splice(0)) done();
  }
}

/**
 * Ask whether an answer is still listened to; why a connection is refused no browser tells.
 * @param {string} path
 * @returns {Promise<string>} why not; empty where it is, or where nobody answers
 */
async function refusal(path) {
  try {
    const answer = await fetch(path);
    const said = await answer.json();
    if (!answer.ok) return said.error;
    return said.state === "listening" ? "" : "This answer was let go, because the page was away for too long.";
  } catch {
    return ""; // it may be back in a moment
  }
}
