// Moments of an answer, heard again from a button.

const AROUND = 0.5; // seconds that are played before a moment, and after it

export class Moments {
  constructor() {
    this.audio = new Audio();
    this.audio.dataset.moments = "";
    this.until = 0;
    this.url = "";
    /** @type {HTMLElement | null} */
    this.button = null;
    this.audio.addEventListener("timeupdate", () => {
      if (this.audio.currentTime >= this.until) this.audio.pause();
    });
    this.audio.addEventListener("pause", () => this.button?.classList.remove("playing"));
  }

  /**
   * Play a stretch of a recording.
   * @param {string} path where the recording is
   * @param {{start: number, end: number}} moment in seconds
   * @param {HTMLElement} button that was pressed
   */
  async play(path, moment, button) {
    const again = this.button === button && !this.audio.paused;
    this.audio.pause();
    if (again) return;
    if (this.path !== path) {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error("The recording is not there any more. It is in the library if it was kept.");
      URL.revokeObjectURL(this.url);
      this.url = URL.createObjectURL(await answer.blob());
      this.path = path;
      this.audio.src = this.url;
    }
    this.button = button;
    this.until = moment.end + AROUND;
    this.audio.currentTime = Math.max(0, moment.start - AROUND);
    await this.audio.play();
    button.classList.add("playing");
  }

  stop() {
    this.audio.pause();
  }
}
