// How loud it is, calmly: a bar that follows at once and falls slowly.

const LOWEST = -60; // dBFS at the left end
const FALL = 0.82; // of the height that stays after each look

/**
 * Give a level in dBFS.
 * @param {number} value 0 to 1
 */
export const decibels = (value) => 20 * Math.log10(Math.max(value, 1e-6));

export class Meter {
  /** @param {HTMLElement} bar */
  constructor(bar) {
    this.bar = bar;
    this.height = 0;
  }

  /** @param {number} rms 0 to 1 */
  show(rms) {
    const height = Math.min(1, Math.max(0, 1 - decibels(rms) / LOWEST));
    this.height = Math.max(height, this.height * FALL);
    this.bar.style.setProperty("--level", this.height.toFixed(3));
  }

  clear() {
    this.height = 0;
    this.bar.style.setProperty("--level", "0");
  }
}
