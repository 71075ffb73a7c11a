import { expect, it } from "vitest";
import { saidOf } from "../../fixtures/conf.fixture.ts";
import type { BindVersion } from "../../settings.ts";

const VERSIONS: readonly BindVersion[] = ["9.18", "9.20"];
/** The line that says that nothing is said. */
const FINE = "fine";

/**
 * Configurations and what named-checkconf says of them, one below the other with an empty line between:
 *
 *     // what the case is about
 *     options { port 65535; };
 *     => error VALUE 2 <65535> port '65535' out of range
 *
 * A line `=>` is severity, code, line, the text under the caret and the words; `=>9.18` and `=>9.20` are of one version alone.
 * Each configuration is read by the rules of both versions. named-checkconf stops at the first fault of the grammar; what is said
 * behind one is ours, and so are codes and columns.
 */
export function itSays(transcript: string): void {
  for (const { title, conf, said } of casesOf(transcript)) {
    it(title, () => {
      expect(VERSIONS.map((version) => [version, saidOf(conf, version).toSorted()])).toEqual(
        VERSIONS.map((version) => [version, said(version).toSorted()]),
      );
    });
  }
}

interface Case {
  readonly title: string;
  readonly conf: string;
  readonly said: (version: BindVersion) => readonly string[];
}

const MARK = /^=>(?<version>[\d.]*) (?<words>.*)$/;

function casesOf(transcript: string): readonly Case[] {
  return transcript
    .trim()
    .split("\n\n")
    .map((block): Case => {
      const lines = block.split("\n");
      const conf = lines.filter((line) => !MARK.test(line));
      const marks = lines.flatMap((line): readonly Mark[] => {
        const { version = "", words = "" } = MARK.exec(line)?.groups ?? {};
        return words === "" ? [] : [{ version, words }];
      });
      return { title: conf[0]?.replace("// ", "") ?? "", conf: `${conf.join("\n")}\n`, said: wordsBy(marks) };
    });
}

/** A line of what is said; the version is empty where both say it. */
interface Mark {
  readonly version: string;
  readonly words: string;
}

function wordsBy(marks: readonly Mark[]): Case["said"] {
  return (version) =>
    marks.filter((mark) => ["", version].includes(mark.version) && mark.words !== FINE).map(({ words }) => words);
}
