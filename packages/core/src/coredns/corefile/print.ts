import type { CorefileDocument } from "./ast.ts";

/** The file again, octet for octet: its words, and between them the white space and comments that stood there. */
export function printCorefile(document: CorefileDocument): Uint8Array {
  const { bytes } = document.source;
  const printed = new Uint8Array(bytes.length);
  let at = 0;
  for (const { span } of document.tokens) {
    printed.set(bytes.subarray(at, span.start), at);
    printed.set(bytes.subarray(span.start, span.end), span.start);
    at = span.end;
  }
  printed.set(bytes.subarray(at), at);
  return printed;
}
