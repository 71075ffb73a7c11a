import type { Evidence } from "./evidence.ts";
import type { Observation } from "./rule.ts";

/** Of many services that have the same trap so many are asked about; those of one shape are answered alike. */
const MOST_SHOWN = 3;

/** Findings about services, one for each; the first of them show their questions. */
export function observeServices<Subject>(
  services: readonly Subject[],
  observe: (service: Subject) => Observation | null,
  show: (service: Subject) => Evidence | null,
): readonly Observation[] {
  let shown = 0;
  return services.flatMap((service) => {
    const observation = observe(service);
    if (observation === null) return [];
    shown += 1;
    const evidence = shown <= MOST_SHOWN ? show(service) : null;
    return [evidence === null ? observation : { ...observation, evidence: [evidence] }];
  });
}
