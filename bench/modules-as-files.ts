/**
 * A preload for `tracing.ts`: the packages' modules one by one in place of their bundles, so that a line of one can be
 * another one. With UNTRACED=1 nobody can ever listen: what asks whether somebody does is the constant `false`.
 */
import { registerHooks } from "node:module";

/** Each stands exactly once in its module; the benchmark fails where it does not. */
const UNTRACED: readonly (readonly [module: string, line: string, instead: string])[] = [
  ["/dist/sending/drive.js", "return this.#recorder !== null;", "return false;"],
  ["/dist/sending/drive.js", "return this.#tap !== null;", "return false;"],
  ["/dist/sending/drive.js", "this.#recorder?.({ at: this.#clock.now(), depth, conversation, event });", ""],
  ["/dist/sending/drive.js", "this.#tap?.(sighting, this.#clock.now());", ""],
  ["/dist/simulation/journal.js", "return this.#listeners.size > 0;", "return false;"],
];

const { UNTRACED: wanted } = process.env;

function untraced(url: string, text: string): string {
  let changed = text;
  for (const [module, line, instead] of UNTRACED) {
    if (!url.endsWith(module)) continue;
    if (changed.split(line).length !== 2) throw new Error(`${module} has no line of its own: ${line}`);
    changed = changed.replace(line, instead);
  }
  return changed;
}

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    return { ...found, url: found.url.replace("/dist/bundle/", "/dist/") };
  },
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (wanted !== "1" || loaded.source == null) return loaded;
    return { ...loaded, source: untraced(url, new TextDecoder().decode(Buffer.from(loaded.source as Uint8Array))) };
  },
});
