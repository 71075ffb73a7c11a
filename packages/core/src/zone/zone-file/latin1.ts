const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const CHUNK = 4096;

/** A text with one character for each octet, so that offsets in one are offsets in the other. */
export function latin1FromBytes(bytes: Uint8Array): string {
  if (isAscii(bytes)) return decoder.decode(bytes);
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    pieces.push(isAscii(chunk) ? decoder.decode(chunk) : String.fromCharCode(...chunk));
  }
  return pieces.join("");
}

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) > 0x7f) return false;
  return true;
}
