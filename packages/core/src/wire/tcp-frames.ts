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
 * Cuts one direction of a TCP connection into messages, however the octets arrive. Each message ends exactly where its
 * prefix says; one of no octets is a message too (`decodeMessage` says what it lacks). Holds at most one message that has
 * begun, so 65,535 octets; how long one may take, and how many connections there may be, is the socket's business.
 */
export class TcpFrames {
  private readonly prefix: number[] = [];
  private message: Uint8Array | null = null;
  private filled = 0;

  /** Whether the connection may end here without a message cut off. */
  get isBetweenMessages(): boolean {
    return this.prefix.length === 0;
  }

  /** The messages that these octets complete, in order; copies, so that the chunk's memory may be used again. */
  push(chunk: Uint8Array): readonly Uint8Array[] {
    const messages: Uint8Array[] = [];
    for (let at = 0; at < chunk.length; ) {
      at = this.message === null ? this.takePrefix(chunk, at) : this.takeOctets(chunk, at, this.message);
      if (this.message === null || this.filled < this.message.length) continue;
      messages.push(this.message);
      this.prefix.length = 0;
      this.message = null;
    }
    return messages;
  }

  private takePrefix(chunk: Uint8Array, at: number): number {
    this.prefix.push(chunk[at] ?? 0);
    const [high = 0, low] = this.prefix;
    if (low !== undefined) {
      this.message = new Uint8Array(high * 256 + low);
      this.filled = 0;
    }
    return at + 1;
  }

  private takeOctets(chunk: Uint8Array, at: number, message: Uint8Array): number {
    const end = Math.min(chunk.length, at + message.length - this.filled);
    message.set(chunk.subarray(at, end), this.filled);
    this.filled += end - at;
    return end;
  }
}
