/**
 * For `tracing.ts`: several builds of the packages in one process, each from its modules one by one in place of their bundles,
 * so that a line of one can be another one. What is imported with `?BUILD` behind its address belongs to that build, with
 * everything that it imports. In the build `untraced` nobody can ever listen: what asks whether somebody does is `false`.
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

const BUILD = /\?(\w+)$/;

function untraced(module: string, text: string): string {
  let changed = text;
  for (const [of, line, instead] of UNTRACED) {
    if (!module.endsWith(of)) continue;
    if (changed.split(line).length !== 2) throw new Error(`${module} has no line of its own: ${line}`);
    changed = changed.replace(line, instead);
  }
  return changed;
}

registerHooks({
  resolve: (specifier, context, next) => {
    const found = next(specifier, context);
    const build = BUILD.exec(context.parentURL ?? "")?.[0];
    if (build === undefined || !found.url.includes("/packages/") || BUILD.test(found.url)) return found;
    return { ...found, url: found.url.replace("/dist/bundle/", "/dist/") + build };
  },
  load: (url, context, next) => {
    const loaded = next(url, context);
    if (BUILD.exec(url)?.[1] !== "untraced" || loaded.source == null) return loaded;
    const text = new TextDecoder().decode(Buffer.from(loaded.source as Uint8Array));
    return { ...loaded, source: untraced(url.replace(BUILD, ""), text) };
  },
});
