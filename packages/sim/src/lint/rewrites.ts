import { type DomainName, parseName } from "@splithorizon/core";
import type { Token } from "@splithorizon/core/coredns";
import { type BlockOfCluster, blocksWith, usesOf } from "./corefile-view.ts";
import type { SiteView } from "./site-view.ts";

/** `rewrite [stop|continue] name KIND FROM TO ...`. */
export interface NameRewrite extends BlockOfCluster {
  readonly kind: string;
  readonly pattern: Token;
  /** Everything behind the pattern. */
  readonly rest: readonly string[];
}

/** A name that a rewrite would turn into this one, as it was meant; null: nobody can tell. */
export function nameBefore({ kind, pattern, rest }: NameRewrite, after: DomainName): DomainName | null {
  const [to = ""] = rest;
  const text = after.text.toLowerCase();
  const [from, target] = [pattern.text, to.toLowerCase()];
  if (kind === "regex") return nameFrom(beforeRegex(from, target, text));
  if (from === "" || target === "") return null;
  if (kind === "prefix") return text.startsWith(target) ? nameFrom(from + text.slice(target.length)) : null;
  if (kind === "substring") return text.includes(target) ? nameFrom(text.replace(target, from)) : null;
  const [end, other] = [absolute(target), absolute(from)];
  return kind === "suffix" && text.endsWith(end) ? nameFrom(text.slice(0, -end.length) + other) : null;
}

function absolute(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function nameFrom(text: string | null): DomainName | null {
  const name = text === null ? "" : parseName(absolute(text));
  return typeof name === "string" ? null : name;
}

const GROUP = /\((?!\?)[^()]*\)/g;
const PLACEHOLDER = /\{(\d+)\}/g;

/** `^web-(.*)\.a$` to `app-{1}.b`: what the groups hold in the name, put into the pattern. */
function beforeRegex(from: string, to: string, text: string): string | null {
  const places = [...to.matchAll(PLACEHOLDER)].map(([, digits]) => Number(digits));
  const parts = to.replace(/\.$/, "").split(PLACEHOLDER);
  const shape = parts.map((part, at) => (at % 2 === 0 ? escaped(part) : "(.*)")).join("");
  const held = expression(`^${shape}\\.?$`)?.exec(text);
  if (held === undefined || held === null) return null;
  let group = 0;
  const filled = from
    .replace(/^\^/, "")
    .replace(/\$$/, "")
    .replace(GROUP, () => {
      group += 1;
      const at = places.indexOf(group);
      return at === -1 ? "x" : (held[at + 1] ?? "");
    });
  const plain = filled.replaceAll("\\.", ".");
  if (/[\\()[\]{}|*+?^$]/.test(plain)) return null;
  return expression(from)?.test(absolute(plain)) === true ? plain : null;
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Go's expressions and JavaScript's are alike in what people write here. */
function expression(text: string): RegExp | null {
  try {
    return new RegExp(text, "i");
  } catch {
    return null;
  }
}

const MODES: readonly string[] = ["stop", "continue"];

/** Rewrites of names with a kind that is said. */
export function nameRewritesOf(view: SiteView): readonly NameRewrite[] {
  return blocksWith(view, "rewrite").flatMap((own) =>
    usesOf(own.block, "rewrite").flatMap((use): readonly NameRewrite[] => {
      const words = use.slice(1).filter(({ text }) => text !== "{" && text !== "}");
      const [field, kind, pattern, ...rest] = MODES.includes(words[0]?.text ?? "") ? words.slice(1) : words;
      if (field?.text.toLowerCase() !== "name" || kind === undefined || pattern === undefined) return [];
      return [{ ...own, kind: kind.text.toLowerCase(), pattern, rest: rest.map(({ text }) => text) }];
    }),
  );
}
