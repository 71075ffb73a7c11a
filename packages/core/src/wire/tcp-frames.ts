import { invariant } from "../invariant.ts";
import { WireError } from "./fault.ts";
import { MAX_MESSAGE_OCTETS } from "./writer.ts";

/** Two octets of length stand in front of each message (RFC 1035 section 4.2.2). */
const PREFIX_OCTETS = 2;

/**
 * A message as TCP carries it.
 * @throws WireError where its length does not fit into two octets.
 */
export function frameForTcp(message: Uint8Array): Uint8Array {
  const { length } = message;
  if (length > MAX_MESSAGE_OCTETS) throw new WireError("message-too-long", `a message of ${length} octets`);
  const framed = new Uint8Array(PREFIX_OCTETS + length);
  framed[0] = length >> 8;
  framed[1] = length;
  framed.set(message, PREFIX_OCTETS);
  return framed;
}

/**
 * Takes one direction of a TCP connection apart into messages, however its octets arrive. Each message ends exactly where
 * its prefix says; one of no octets is a message too (`decodeMessage` says what it lacks). Every octet is copied once.
 * How long a message may take, and how many connections there may be, is the socket's business.
 */
export class TcpFrames {
  #chunks: Uint8Array[] = [];
  /** The first chunk with octets that were not taken, and the first of these. */
  #chunk = 0;
  #at = 0;
  #length = 0;

  /** Octets that were pushed and not yet taken: 0 where the connection may end without a message cut off. */
  get length(): number {
    return this.#length;
  }

  /** Keeps the octets until they are taken: their memory must not be used again before. */
  push(chunk: Uint8Array): void {
    if (chunk.length > 0) this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next whole message; null where its end has not come yet. */
  take(): Uint8Array | null {
    if (this.#length < PREFIX_OCTETS) return null;
    const wanted = this.#announced();
    if (this.#length < PREFIX_OCTETS + wanted) return null;
    this.#read(new Uint8Array(PREFIX_OCTETS));
    const message = new Uint8Array(wanted);
    this.#read(message);
    return message;
  }

  /** What the prefix of the coming message says; the prefix may lie in two chunks. */
  #announced(): number {
    const first = this.#chunks[this.#chunk];
    const low = first?.[this.#at + 1] ?? this.#chunks[this.#chunk + 1]?.[0];
    return (first?.[this.#at] ?? 0) * 256 + (low ?? 0);
  }

  /** Fills `target` with the octets that come next, which are here. */
  #read(target: Uint8Array): void {
    for (let filled = 0; filled < target.length; ) {
      const chunk = this.#chunks[this.#chunk];
      invariant(chunk !== undefined, "as many octets as the length counts");
      const end = Math.min(chunk.length, this.#at + target.length - filled);
      target.set(chunk.subarray(this.#at, end), filled);
      filled += end - this.#at;
      this.#length -= end - this.#at;
      this.#at = end;
      if (end === chunk.length) this.#drop();
    }
  }

  /** The chunk was taken whole. The list is cut when all of it was, or when half of a long one was. */
  #drop(): void {
    this.#chunk += 1;
    this.#at = 0;
    if (this.#chunk < this.#chunks.length && this.#chunk * 2 < this.#chunks.length) return;
    this.#chunks = this.#chunks.slice(this.#chunk);
    this.#chunk = 0;
  }
}
