import type { Parsed, Source } from "../../text/index.ts";
import type { Zone } from "../zone.ts";
import { ZoneBuilder } from "../zone-builder.ts";
import { type FileWalk, ZoneFiles } from "./files.ts";
import { latin1FromBytes } from "./latin1.ts";
import { ZoneLexer } from "./lexer.ts";
import { resolveOptions, type ZoneFileOptions } from "./options.ts";
import { PlainLines } from "./plain-lines.ts";

/**
 * Reads a zone's files into a zone, without keeping their text: what `parseZoneFile` finds, and nothing else.
 * What a zone must have besides (SOA, NS, glue) is `checkZone`'s matter. named loads it if neither finds an error.
 */
export function readZone(source: Source, options: ZoneFileOptions): Parsed<Zone> {
  const resolved = resolveOptions(options);
  const builder = new ZoneBuilder(resolved.origin, resolved.class);
  const files = new ZoneFiles(resolved, builder, source, walkWith(builder));
  files.read(source, source.name);
  return { value: builder.finish(files.sources), diagnostics: files.diagnostics };
}

/** Plain lines by hand, all others by the lexer. */
const walkWith =
  (builder: ZoneBuilder): FileWalk =>
  (files, source) => {
    const text = latin1FromBytes(source.bytes);
    const lexer = new ZoneLexer(text, files.options.limits);
    const plain = new PlainLines(text, files.reader, builder);
    while (lexer.at < text.length) {
      const next = plain.read(lexer.at);
      if (next > 0) {
        lexer.at = next;
        continue;
      }
      const line = lexer.next();
      if (line !== null) files.readLine(line);
    }
    plain.end();
  };
