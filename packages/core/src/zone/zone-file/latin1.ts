const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const CHUNK = 4096;

/** A text with one character for each octet, so that offsets in one are offsets in the other. */
export function latin1FromBytes(bytes: Uint8Array): string {
  const ascii = asciiFromBytes(bytes);
  if (ascii !== null) return ascii;
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const chunk = bytes.subarray(at, at + CHUNK);
    pieces.push(asciiFromBytes(chunk) ?? String.fromCharCode(...chunk));
  }
  return pieces.join("");
}

/** UTF-8 that has as many characters as octets is ASCII. The engine's own decoder is many times as fast as a loop here. */
function asciiFromBytes(bytes: Uint8Array): string | null {
  try {
    const text = strict.decode(bytes);
    return text.length === bytes.length ? text : null;
  } catch {
    return null;
  }
}
