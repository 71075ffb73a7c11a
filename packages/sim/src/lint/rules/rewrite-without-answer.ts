import type { DomainName } from "@splithorizon/core";
import { directWays } from "../corefile-view.ts";
import { type Evidence, hasSpoken } from "../evidence.ts";
import { landmarksOf } from "../landmarks.ts";
import { type NameRewrite, nameBefore, nameRewritesOf } from "../rewrites.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T28: only `exact` turns the answer's owner back by itself. */
const KINDS: readonly string[] = ["prefix", "suffix", "substring", "regex"];
/** What turns it back: `answer value` looks at the data alone. */
const TURNS_BACK: readonly string[] = ["auto", "name"];

export const rewriteWithoutAnswer: Rule = {
  traps: ["T28"],
  severity: "warning",
  check: (view) => nameRewritesOf(view).flatMap((rewrite) => observe(view, rewrite) ?? []),
};

function observe(view: SiteView, rewrite: NameRewrite): Observation | null {
  const { kind, pattern, rest } = rewrite;
  const turnsBack = rest.some((word, at) => rest[at - 1] === "answer" && TURNS_BACK.includes(word));
  if (!KINDS.includes(kind) || turnsBack) return null;
  const evidence = show(view, rewrite);
  const owner = evidence[0] === undefined ? null : ownerOf(evidence[0]);
  const seen = owner === null ? "" : ` (${owner.text})`;
  return {
    span: pattern.span,
    message: `\`${kind} ${pattern.text}\` changes the question and not the answer: the owner names there${seen} are not those that were asked for, and resolvers throw such answers away.`,
    hint: "Add `answer auto`.",
    evidence,
  };
}

/** A name that is rewritten into one that the site has. */
function show(view: SiteView, rewrite: NameRewrite): readonly Evidence[] {
  const names = [
    ...view.services.flatMap(({ inside, name }) => [inside, name]),
    ...landmarksOf(view).map(({ name }) => name),
  ];
  const inquiries = directWays(view, rewrite.cluster).flatMap((way) =>
    names.flatMap((after) => {
      const name = nameBefore(rewrite, after);
      return name === null ? [] : [{ ...way, name, type: "A" } as const];
    }),
  );
  const asked = view.askUntil(
    inquiries,
    (one) => hasSpoken(one, "plugin rewrite") && ownerOf(one) !== null && ownerOf(one)?.key !== one.inquiry.name.key,
  );
  return asked === null ? [] : [asked];
}

function ownerOf({ answer }: Evidence): DomainName | null {
  return answer.kind === "answered" ? (answer.messages[0]?.answer[0]?.owner ?? null) : null;
}
