// Who asks: the studio's voice, else one of the browser that needs no network, else nobody.

/** @typedef {{spoken: boolean, note: string}} Said whether something sounded, and what did not work */

export class Voice {
  constructor() {
    this.audio = new Audio();
    /** @type {(() => void) | null} */
    this.quiet = null;
    /** @type {Map<string, Promise<Blob>>} */
    this.made = new Map();
  }

  /**
   * Have a question made into sound before it is needed.
   * @param {string} path where the studio says it
   * @param {string} text
   */
  prepare(path, text) {
    const fetched = this.made.get(text) ?? fetchSound(path);
    this.made.set(text, fetched);
    fetched.catch(() => this.made.delete(text)); // whoever waits for it is told
    return fetched;
  }

  /**
   * Say a question; done when its last sound has been heard, or when it is skipped.
   * @param {string} path
   * @param {string} text
   * @returns {Promise<Said>}
   */
  async say(path, text) {
    let skipped = false;
    const skip = new Promise((done) => (this.quiet = () => done((skipped = true))));
    try {
      const blob = await Promise.race([this.prepare(path, text), skip]);
      if (blob instanceof Blob) await Promise.race([this.play(blob), skip]);
      return { spoken: !skipped, note: "" };
    } catch (error) {
      const spoken = await Promise.race([bySpeechSynthesis(text), skip.then(() => false)]);
      const note = error instanceof Error ? error.message : "";
      return { spoken, note: spoken ? "" : `The question is shown and not spoken. ${note}` };
    } finally {
      this.audio.pause();
      if ("speechSynthesis" in window) speechSynthesis.cancel();
      this.quiet = null;
    }
  }

  /** Fall silent. */
  skip() {
    this.quiet?.();
  }

  /** @param {Blob} blob */
  async play(blob) {
    const url = URL.createObjectURL(blob);
    try {
      const ended = new Promise((done, failed) => {
        this.audio.onended = () => done(undefined);
        this.audio.onerror = () => failed(new Error("The sound cannot be played."));
      });
      this.audio.src = url;
      await this.audio.play();
      await ended;
    } finally {
      URL.revokeObjectURL(url);
    }
  }
}

/** @param {string} path */
async function fetchSound(path) {
  const answer = await fetch(path);
  if (answer.ok) return answer.blob();
  const said = await answer.json();
  throw new Error(`${said.error} ${said.remedy}`);
}

/**
 * Let the browser speak, with a voice of this computer only.
 * @param {string} text
 * @returns {Promise<boolean>} whether it spoke
 */
function bySpeechSynthesis(text) {
  if (!("speechSynthesis" in window)) return Promise.resolve(false);
  const voice = speechSynthesis.getVoices().find((one) => one.localService && one.lang.startsWith("en"));
  if (!voice) return Promise.resolve(false);
  const said = new SpeechSynthesisUtterance(text);
  said.voice = voice;
  return new Promise((done) => {
    said.onend = () => done(true);
    said.onerror = () => done(false);
    speechSynthesis.speak(said);
  });
}
