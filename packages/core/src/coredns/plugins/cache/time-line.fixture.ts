import { invariant } from "../../../invariant.ts";
import { type Asking, Scene } from "../upstreams.fixture.ts";

const UP = "192.0.2.53";

/** A cache, what the server behind it says in turn, and questions at their milliseconds with the replies to them. */
export interface TimeLine {
  readonly title: string;
  readonly directive: string;
  readonly replies: readonly string[];
  readonly rows: readonly string[];
}

/**
 * Reads time lines that look so; `ad`, `cd`, `do`, `nord` and `tcp` behind a question say how it is asked:
 * ```
 * # title
 * cache 30 { success 100 10 }
 * < NOERROR: x.test. 20 A 192.0.2.1
 * 0 x.test. A do => NOERROR: x.test. 10 A 192.0.2.1
 * ```
 */
export function timeLinesOf(text: string): readonly TimeLine[] {
  return text
    .trim()
    .split(/^# /m)
    .slice(1)
    .map((block) => {
      const [title = "", directive = "", ...lines] = block.trim().split("\n");
      const isReply = (line: string): boolean => line.startsWith("< ");
      const replies = lines.filter(isReply).map((line) => line.slice(2));
      return { title, directive, replies, rows: lines.filter((line) => !isReply(line)) };
    });
}

/** Asks the questions of a time line again, and gives its rows as they are now; a reply that took time says so no more. */
export function retold({ directive, replies, rows }: TimeLine): readonly string[] {
  const body = directive.replace(/ \{ (.*) \}$/, (_, inner: string) => ` {\n  ${inner.replaceAll("; ", "\n  ")}\n }`);
  const corefile = `. {\n ${body}\n forward . ${UP} {\n  read_timeout 300ms\n  max_fails 0\n }\n}\n`;
  const scene = new Scene(corefile, { [UP]: (_, count) => replies[Math.min(count, replies.length - 1)] ?? "drop" });
  return rows.map((row) => {
    const [question = ""] = row.split(" => ");
    const [at, name, type, ...words] = question.split(" ");
    invariant(type !== undefined, `a question: ${row}`);
    const reply = scene.ask(Number(at), `${name} ${type}`, askingOf(words));
    return `${question} => ${reply.replace(/ after \d+$/, "")}`;
  });
}

function askingOf(words: readonly string[]): Asking {
  return {
    ...(words.includes("tcp") ? { transport: "tcp" } : {}),
    ...(words.includes("do") ? { dnssecOk: true } : {}),
    flags: {
      authenticData: words.includes("ad"),
      checkingDisabled: words.includes("cd"),
      recursionDesired: !words.includes("nord"),
    },
  };
}
