const PREFIX_OCTETS = 2;

/**
 * Takes a TCP stream apart into messages by their two octets of length (RFC 1035 section 4.2.2). Holds what was pushed
 * and not yet taken. An octet is copied a fixed number of times, however small the pieces in which it comes.
 */
export class FrameSplitter {
  #chunks: Buffer[] = [];
  #length = 0;
  /** Octets of the frame that is coming, its prefix too. */
  #wanted = PREFIX_OCTETS;

  /** Octets that were pushed and not yet taken. */
  get length(): number {
    return this.#length;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next whole message, which may be empty; null: its end has not come yet. */
  take(): Uint8Array | null {
    if (this.#length < this.#wanted) return null;
    if (this.#wanted === PREFIX_OCTETS) this.#wanted = PREFIX_OCTETS + this.#joined().readUInt16BE(0);
    if (this.#length < this.#wanted) return null;
    const held = this.#joined();
    const message = held.subarray(PREFIX_OCTETS, this.#wanted);
    const rest = held.subarray(this.#wanted);
    this.#chunks = [rest];
    this.#length = rest.length;
    this.#wanted = PREFIX_OCTETS;
    return message;
  }

  #joined(): Buffer {
    const [first, ...others] = this.#chunks;
    if (first !== undefined && others.length === 0) return first;
    const joined = Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}

/** A message with its length in front. */
export function frameOf(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(PREFIX_OCTETS + message.length);
  frame.writeUInt16BE(message.length, 0);
  frame.set(message, PREFIX_OCTETS);
  return frame;
}
