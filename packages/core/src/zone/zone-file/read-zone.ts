import type { Parsed, Source } from "../../text/index.ts";
import type { Zone } from "../zone.ts";
import { ZoneBuilder } from "../zone-builder.ts";
import { ZoneFiles } from "./files.ts";
import { resolveOptions, type ZoneFileOptions } from "./options.ts";
import { likelyRows, walkFile } from "./walk.ts";

/**
 * Reads a zone's files into a zone: what `parseZoneFile` finds, and nothing else.
 * Data are read once more when they are asked for: the source's octets must not change.
 * What a zone must have besides (SOA, NS, glue) is `checkZone`'s matter. named loads it if neither finds an error.
 */
export function readZone(source: Source, options: ZoneFileOptions): Parsed<Zone> {
  const resolved = resolveOptions(options);
  const builder = new ZoneBuilder(resolved.origin, resolved.class, likelyRows(source));
  const files = new ZoneFiles(resolved, builder, (walked, file) => {
    walkFile(walked, file, builder, () => {});
    file.text.forget();
  });
  files.read(source, source.name);
  return { value: builder.finish(files.sources), diagnostics: files.diagnostics };
}
