// Runs beside the page: turns the microphone's sound into numbered-able blocks of 16 bits.

const BLOCK = 0.1; // seconds

class Blocks extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Int16Array(Math.round(sampleRate * BLOCK));
    this.filled = 0;
    this.square = 0;
    this.peak = 0;
    this.on = false;
    this.port.onmessage = (event) => this.told(event.data);
  }

  /** @param {"on" | "off"} word off sends what there is of a block, then says that it was the last */
  told(word) {
    if (word === "on") this.filled = this.square = this.peak = 0;
    else if (this.on && this.filled) this.send();
    this.on = word === "on";
    if (!this.on) this.port.postMessage({ last: true });
  }

  send() {
    const samples = this.block.slice(0, this.filled);
    const loud = { rms: Math.sqrt(this.square / this.filled), peak: this.peak };
    this.port.postMessage({ samples: this.on ? samples : null, ...loud }, this.on ? [samples.buffer] : []);
    this.filled = this.square = this.peak = 0;
  }

  /** @param {Float32Array[][]} inputs */
  process(inputs) {
    const channels = inputs[0];
    if (!channels.length) return true;
    for (let i = 0; i < channels[0].length; i += 1) {
      let value = 0;
      for (const channel of channels) value += channel[i] / channels.length;
      const clipped = Math.max(-1, Math.min(1, value));
      this.block[this.filled] = Math.round(clipped * (clipped < 0 ? 32768 : 32767));
      this.square += clipped * clipped;
      this.peak = Math.max(this.peak, Math.abs(clipped));
      this.filled += 1;
      if (this.filled === this.block.length) this.send();
    }
    return true;
  }
}

registerProcessor("blocks", Blocks);
