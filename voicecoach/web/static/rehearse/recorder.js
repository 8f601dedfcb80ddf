// The microphone: opened once, listened to in blocks while an answer is given.

/** What to do where a browser does not give the microphone. */
const REFUSED = {
  NotAllowedError: [
    "The browser does not let this page use the microphone.",
    "Click the sign beside the address, allow the microphone for this page, and check again. If it is not offered there, the system forbids it: look at its privacy settings.",
  ],
  NotFoundError: ["There is no microphone.", "Plug one in, or switch it on, and check again."],
  NotReadableError: ["The microphone is in use or does not work.", "Close other programs that record, and check again."],
  OverconstrainedError: ["That microphone is gone.", "Choose another one."],
};

/** A microphone that cannot be used, with what to do about it. */
export class MicrophoneError extends Error {
  /** @param {string} problem @param {string} remedy */
  constructor(problem, remedy) {
    super(`${problem} ${remedy}`);
    this.problem = problem;
    this.remedy = remedy;
  }
}

/**
 * @typedef {{samples: Int16Array | null, rms: number, peak: number}} Block
 * samples is null while nothing is recorded; rms and peak are 0 to 1
 */

export class Recorder {
  /** @type {(block: Block) => void} */
  onblock = () => {};
  onlost = () => {};

  /** @param {MediaStream} stream @param {AudioContext} context @param {AudioWorkletNode} node */
  constructor(stream, context, node) {
    this.stream = stream;
    this.context = context;
    this.node = node;
    this.rate = context.sampleRate;
    /** @type {(() => void) | null} */
    this.stopped = null;
    node.port.onmessage = (event) => {
      if (event.data.last) this.stopped?.();
      else this.onblock(event.data);
    };
    for (const track of stream.getAudioTracks()) track.addEventListener("ended", () => this.onlost());
  }

  /**
   * Open a microphone as it is: nothing is filtered or turned up.
   * @param {string} [device] its id; the system's choice where none is given
   * @returns {Promise<Recorder>}
   */
  static async open(device) {
    if (!navigator.mediaDevices?.getUserMedia)
      throw new MicrophoneError("This browser gives no microphone to this page.", "Open the studio at 127.0.0.1 or with TLS, in a current browser.");
    const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const audio = { ...plain, ...(device ? { deviceId: { exact: device } } : {}) };
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio, video: false });
    } catch (error) {
      const name = error instanceof Error ? error.name : "";
      const [problem, remedy] = REFUSED[/** @type {keyof REFUSED} */ (name)] ?? ["The microphone cannot be opened.", "Choose another one, or restart the browser."];
      throw new MicrophoneError(problem, remedy);
    }
    const context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule("/static/rehearse/worklet.js");
    const node = new AudioWorkletNode(context, "blocks", { numberOfOutputs: 1 });
    context.createMediaStreamSource(stream).connect(node);
    node.connect(context.destination); // a node that leads nowhere is not run; it stays silent
    await context.resume();
    return new Recorder(stream, context, node);
  }

  /** The name of the microphone. */
  get name() {
    return this.stream.getAudioTracks()[0]?.label || "The microphone";
  }

  /** The id of the microphone. */
  get device() {
    return this.stream.getAudioTracks()[0]?.getSettings().deviceId ?? "";
  }

  start() {
    this.node.port.postMessage("on");
  }

  /** Stop; what was spoken until now has come when this is done. */
  async stop() {
    const last = new Promise((done) => (this.stopped = () => done(undefined)));
    this.node.port.postMessage("off");
    // A context that the system has put to sleep sends no more.
    await Promise.race([last, new Promise((done) => setTimeout(done, 1000))]);
    this.stopped = null;
  }

  close() {
    for (const track of this.stream.getTracks()) track.stop();
    return this.context.close();
  }
}

/**
 * List the microphones; they have names once one of them was allowed.
 * @returns {Promise<MediaDeviceInfo[]>}
 */
export async function microphones() {
  const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  return all.filter((one) => one.kind === "audioinput" && one.deviceId);
}
