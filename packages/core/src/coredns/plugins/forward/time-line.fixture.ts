import { invariant } from "../../../invariant.ts";
import { type Asking, Scene, type Upstream } from "../upstreams.fixture.ts";

/** The servers of a time line by their letters. */
const ADDRESSES: Readonly<Record<string, string>> = { A: "192.0.2.61", B: "192.0.2.62", C: "192.0.2.63" };

/** Lines of `forward`, what each server says in turn, questions at their milliseconds with the replies, and who was asked how. */
export interface TimeLine {
  readonly title: string;
  readonly directives: readonly string[];
  readonly replies: ReadonlyMap<string, readonly string[]>;
  readonly rows: readonly string[];
}

/**
 * Reads time lines that look so; `drop` is silence, `closed` a port without anybody behind it:
 * ```
 * # title
 * forward . A B { policy sequential }
 * A < drop
 * B < NOERROR: x.test. 20 A 192.0.2.1
 * 0 x.test. A tcp => NOERROR: x.test. 20 A 192.0.2.1
 * asked A tcp, B tcp
 * ```
 */
export function timeLinesOf(text: string): readonly TimeLine[] {
  return text.trim().split(/^# /m).slice(1).map(timeLineOf);
}

function timeLineOf(block: string): TimeLine {
  const [title = "", ...lines] = block.trim().split("\n");
  const replies = new Map<string, string[]>();
  for (const line of lines) {
    const [, letter, reply] = /^([A-C]) < (.*)$/.exec(line) ?? [];
    if (letter !== undefined && reply !== undefined) replies.set(letter, [...(replies.get(letter) ?? []), reply]);
  }
  const directives = lines.filter((line) => line.startsWith("forward "));
  return { title, directives, replies, rows: lines.filter((line) => /^\d|^asked /.test(line)) };
}

/** Asks the questions of a time line again, and gives its rows as they are now; a reply that took time says so no more. */
export function retold({ directives, replies, rows }: TimeLine): readonly string[] {
  const scene = new Scene(`. {\n${directives.map(directiveOf).join("")}}\n`, upstreamsOf(replies));
  const questions = rows.filter((row) => !row.startsWith("asked "));
  const answers = questions.map((row) => {
    const [question = ""] = row.split(" => ");
    const [at, name, type, ...words] = question.split(" ");
    invariant(type !== undefined, `a question: ${row}`);
    return `${question} => ${scene.ask(Number(at), `${name} ${type}`, askingOf(words)).replace(/ after \d+$/, "")}`;
  });
  return [...answers, `asked ${askedOf(scene, replies)}`];
}

function directiveOf(directive: string): string {
  const body = directive.replace(/ \{ (.*) \}$/, (_, inner: string) => ` {\n  ${inner.replaceAll("; ", "\n  ")}\n }`);
  return ` ${body.replace(/ [A-C](?= |\n|$)/g, (letter) => ` ${ADDRESSES[letter.trim()]}`)}\n`;
}

function upstreamsOf(replies: TimeLine["replies"]): Readonly<Record<string, Upstream>> {
  const entries = [...replies].map(([letter, said]): [string, Upstream] => {
    const isClosed = said[0] === "closed";
    // Whoever is there answers the questions for the root's name servers, by which forward looks after its health.
    const say: Upstream = (question, count) =>
      question.startsWith(". ") && !isClosed ? "NOERROR" : (said[Math.min(count, said.length - 1)] ?? "drop");
    return [ADDRESSES[letter] ?? letter, say];
  });
  return Object.fromEntries(entries);
}

/** Nobody sees the questions that come to a closed port. */
function askedOf({ log }: Scene, replies: TimeLine["replies"]): string {
  const asked = log.flatMap((line) => {
    const [, address, transport, name] = line.split(" ");
    const letter = Object.keys(ADDRESSES).find((key) => ADDRESSES[key] === address) ?? "?";
    return name === "." || replies.get(letter)?.[0] === "closed" ? [] : [`${letter} ${transport}`];
  });
  return asked.length === 0 ? "nobody" : asked.join(", ");
}

function askingOf(words: readonly string[]): Asking {
  return {
    ...(words.includes("tcp") ? { transport: "tcp" } : {}),
    flags: { authenticData: words.includes("ad") },
  };
}
