const CHUNK = 8192;

/** A text with one character for each octet, so that offsets in one are offsets in the other. */
export function latin1FromBytes(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return text;
}
