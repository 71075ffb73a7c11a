import { type DomainName, parseName } from "@splithorizon/core";
import { directWays } from "../corefile-view.ts";
import { type Evidence, hasSpoken } from "../evidence.ts";
import { type NameRewrite, nameBefore, nameRewritesOf } from "../rewrites.ts";
import type { Observation, Rule } from "../rule.ts";
import type { SiteView } from "../site-view.ts";

/** T28: the pattern gets a trailing dot, as if it were a name. */
export const rewriteAtLabelEnd: Rule = {
  traps: ["T28"],
  severity: "warning",
  check: (view) => nameRewritesOf(view).flatMap((rewrite) => observe(view, rewrite) ?? []),
};

function observe(view: SiteView, rewrite: NameRewrite): Observation | null {
  const { kind, pattern } = rewrite;
  if ((kind !== "prefix" && kind !== "substring") || pattern.text.endsWith(".")) return null;
  return {
    span: pattern.span,
    message: `\`${kind} ${pattern.text}\` matches "${pattern.text}." alone: whole labels up to a dot, and not names that begin like this.`,
    hint: "Use `regex` to match a part of a label.",
    evidence: show(view, rewrite),
  };
}

/** A name that begins like the pattern, and the trace in which the rewrite says nothing. */
function show(view: SiteView, rewrite: NameRewrite): readonly Evidence[] {
  const inquiries = directWays(view, rewrite.cluster).flatMap((way) =>
    namesMeant(view, rewrite).map((name) => ({ ...way, name, type: "A" }) as const),
  );
  const asked = view.askUntil(
    inquiries,
    (evidence) => evidence.answer.kind === "answered" && !hasSpoken(evidence, "plugin rewrite"),
  );
  return asked === null ? [] : [asked];
}

/** Those that it would lead to a service, else any below the cluster's own zone. */
function namesMeant(view: SiteView, rewrite: NameRewrite): readonly DomainName[] {
  const { settings } = rewrite.cluster;
  const services = view.services.filter(({ cluster }) => cluster === settings.name);
  const meant = services.flatMap(({ inside, name }) =>
    [nameBefore(rewrite, inside) ?? [], nameBefore(rewrite, name) ?? []].flat(),
  );
  const any = parseName(`${rewrite.pattern.text}1.${services[0]?.inside.parent?.text ?? settings.clusterDomain.text}`);
  return typeof any === "string" ? meant : [...meant, any];
}
