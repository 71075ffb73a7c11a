import { Random } from "@splithorizon/sim";
import { oneOf } from "../one-of.ts";
import type { Course, CourseMachine, Deed } from "./course.ts";
import { ADDRESSES, drawCourse, type Name } from "./draw-course.ts";

/** How the key of a machine differs from the others'. */
type Variation = "same" | "absent" | "other-secret" | "other-algorithm" | "shorter" | "other-name";
const SECRETS = { ours: "c3BsaXRob3Jpem9uLW9uZQ==", theirs: "c3BsaXRob3Jpem9uLXR3bw==" } as const;
const COPIES = ["s", "t"] as const;
/** Below the zone's own name, so that compression would show. */
const KEY_NAME = "pair.z.lan";

/** A drawn course whose servers sign what they say to each other, each in its own way; some are mended on the way. */
export function drawKeyedCourse(seed: number): Course {
  return new KeyDraw(seed, drawCourse(seed)).course();
}

class KeyDraw {
  readonly #random: Random;
  readonly #plain: Course;

  constructor(seed: number, plain: Course) {
    this.#random = new Random(seed, "zone course keys");
    this.#plain = plain;
  }

  course(): Course {
    const { deeds, machines, untilMs, title } = this.#plain;
    const wrong = this.#oneOf<readonly Name[]>([[], ["p"], ["s"], ["t"]]);
    const styles = { p: this.#style("p"), s: this.#style("s"), t: this.#style("t") };
    const make = (isMended: boolean): Course["machines"] =>
      Object.fromEntries(
        Object.entries(machines).map(([name, machine]) => [
          name,
          withKeys(machine, styles[name as Name], isMended || !wrong.includes(name as Name)),
        ]),
      );
    return {
      title: `${title}, with keys`,
      machines: make(false),
      deeds: this.#mend(deeds, wrong, make(true)),
      untilMs,
    };
  }

  #oneOf<T>(among: readonly T[]): T {
    return oneOf(this.#random, among);
  }

  #style(name: Name): Style {
    const fault = this.#oneOf<Variation>(["absent", "other-secret", "other-algorithm", "shorter", "other-name"]);
    return {
      name,
      fault,
      place: this.#oneOf(["list", "list", "server"] as const),
      transfers: this.#oneOf([`allow-transfer { key ${KEY_NAME}; };`, `allow-transfer { key ${KEY_NAME}; };`, ""]),
      queries: this.#oneOf(["", "", "", `allow-query { key ${KEY_NAME}; 10.9.0.9; };`]),
      notices: this.#oneOf([
        "",
        "",
        `notify explicit; also-notify { ${COPIES.filter((copy) => copy !== name)
          .map((copy) => `${ADDRESSES[copy]} key ${KEY_NAME};`)
          .join(" ")} };`,
      ]),
      hearing: this.#oneOf(["", "", `allow-notify { key ${KEY_NAME}; };`]),
    };
  }

  /** The faulty configuration is replaced in the middle, and read again. */
  #mend(deeds: readonly Deed[], wrong: readonly Name[], mended: Course["machines"]): readonly Deed[] {
    const [on] = wrong;
    const text = on === undefined ? undefined : mended[on]?.files["named.conf"];
    if (on === undefined || text === undefined || this.#random.below(3) === 0) return deeds;
    const atMs = 30_000 + this.#random.below(8) * 1000 + 333;
    const more: readonly Deed[] = [
      { do: "edit", on, file: "named.conf", text, atMs },
      { do: "rndc", on, words: this.#oneOf(["reload", "reconfig"]), atMs: atMs + 60 },
    ];
    return [...deeds, ...more].sort((one, other) => one.atMs - other.atMs);
  }
}

interface Style {
  readonly name: Name;
  readonly fault: Variation;
  /** Where it is said that a primary's questions are signed. */
  readonly place: "list" | "server";
  readonly transfers: string;
  readonly queries: string;
  readonly notices: string;
  readonly hearing: string;
}

function withKeys({ addresses, files }: CourseMachine, style: Style, isSound: boolean): CourseMachine {
  const conf = files["named.conf"] ?? "";
  const fault = isSound ? "same" : style.fault;
  const usesKey = fault !== "absent" || style.name === "p" || style.place === "list";
  const own = style.name === "p" ? "" : style.hearing;
  const placed = conf
    .replace(/(primaries \{)([^}]*)\}/, (_, start: string, list: string) =>
      style.place === "list" ? `${start}${list.replaceAll(";", ` key ${keyName(fault)};`)}}` : `${start}${list}}`,
    )
    .replace("recursion no;", `recursion no; ${style.transfers} ${style.queries} ${own}`);
  const hasNotify = /notify (?:no|explicit);/.test(placed);
  const told =
    hasNotify || style.notices === "" ? placed : placed.replace("recursion no;", `recursion no; ${style.notices}`);
  const servers =
    style.place === "server" && style.name !== "p" && usesKey
      ? Object.values(ADDRESSES)
          .filter((address) => !addresses.includes(address))
          .map((address) => `server ${address} { keys { ${keyName(fault)}; }; };\n`)
          .join("")
      : "";
  return { addresses, files: { ...files, "named.conf": `${keyStatement(fault)}${told}${servers}` } };
}

function keyName(fault: Variation): string {
  return fault === "other-name" ? "stranger" : KEY_NAME;
}

/** named refuses `server` with a key that is not there; a list of servers may name one. */
function keyStatement(fault: Variation): string {
  if (fault === "absent") return "";
  const algorithm = { "other-algorithm": "hmac-sha512", shorter: "hmac-sha256-128" }[fault as string] ?? "hmac-sha256";
  const secret = fault === "other-secret" ? SECRETS.theirs : SECRETS.ours;
  return `key "${keyName(fault)}" { algorithm ${algorithm}; secret "${secret}"; };\n`;
}
