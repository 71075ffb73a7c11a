import {
  type Diagnostic,
  errorAt,
  type ForeignObject,
  type Path,
  type Source,
  type Span,
  spanOf,
  wholeSpan,
} from "@splithorizon/core";
import { type Document, isNode, parseAllDocuments } from "yaml";

/** Aliases of one file may not grow it beyond this many nodes ("billion laughs"). */
const MAX_ALIASES = 100;

/** The documents of a YAML or JSON file as foreign objects, each field with its place in the file. */
export function readManifests(source: Source): {
  readonly objects: readonly ForeignObject[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const documents = parseAllDocuments(new TextDecoder().decode(source.bytes), { prettyErrors: false });
  const diagnostics: Diagnostic[] = [];
  const objects: ForeignObject[] = [];
  for (const document of Array.isArray(documents) ? documents : []) {
    for (const error of document.errors)
      diagnostics.push(errorAt(spanOf(source, error.pos[0], error.pos[1]), "SITE_YAML", error.message));
    if (document.errors.length > 0 || document.contents === null) continue;
    const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
    objects.push({ value, locate: (path) => placeOf(document, path, source) });
  }
  return { objects, diagnostics };
}

/** The place of the deepest node of a path that exists. Positions count characters: the same as octets in ASCII. */
function placeOf(document: Document.Parsed, path: Path, source: Source): Span {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range != null) return spanOf(source, node.range[0], node.range[1]);
  }
  return wholeSpan(source);
}
