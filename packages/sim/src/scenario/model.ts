import type { Span } from "@splithorizon/core";
import type { Fault, ObjectDeletion, ObjectPatch, PodDeletion, Program, RouteChange } from "../simulation/index.ts";
import type { Expectation } from "../site/index.ts";

/** What happens to a site, moment by moment. */
export interface Scenario {
  readonly title: string;
  /** The site's folder, as the file says it; null: the site that the scenario is run on. */
  readonly site: string | null;
  readonly seed: number;
  /** Seconds since 1970 at which it begins; null: when the youngest object of the site has just been made. */
  readonly beginsAt: number | null;
  /** When it ends, in milliseconds; null: with the last step and its answers. */
  readonly untilMs: number | null;
  /** In the order of their moments; those of one moment as they stand. */
  readonly steps: readonly ScenarioStep[];
}

/** One thing that is done at a moment. */
export type ScenarioAction =
  | { readonly kind: "fault"; readonly fault: Fault; readonly forMs: number | null }
  | { readonly kind: "heal"; readonly fault: Fault }
  | {
      readonly kind: "ask";
      /** What must come back; where it says nothing, any answer will do. */
      readonly expectation: Expectation;
      /** Asked again so often; null: once. */
      readonly everyMs: number | null;
      readonly untilMs: number | null;
      /** One try that waits so long; null: as dig asks, three times five seconds. */
      readonly timeoutMs: number | null;
      /** So long in a row what must come back may stay away; null: never. */
      readonly outageMs: number | null;
      /** The name of the connection over TCP that its place keeps; null: each question has its own. */
      readonly connection: string | null;
    }
  | { readonly kind: "patch"; readonly patch: ObjectPatch; readonly answer: string | null }
  /** `kubectl apply -f -`: objects of a manifest, in their order; `cluster` null: the site's first. */
  | {
      readonly kind: "apply";
      readonly manifests: readonly unknown[];
      readonly cluster: string | null;
      readonly answer: string | null;
    }
  /** `kubectl delete` of one object that is no pod. */
  | { readonly kind: "delete"; readonly deletion: ObjectDeletion; readonly answer: string | null }
  /** `kubectl delete pod`; `answer`: what kubectl must print, null: whatever it is. */
  | { readonly kind: "delete-pods"; readonly deletion: PodDeletion; readonly answer: string | null }
  /** A file of the site gets another content: nobody reads it before a reload. */
  | { readonly kind: "edit"; readonly path: string; readonly text: string }
  | { readonly kind: "reload"; readonly machine: string; readonly program: Program }
  /** `rndc` on a machine; `answer`: what it must print, null: anything. */
  | { readonly kind: "rndc"; readonly machine: string; readonly words: string; readonly answer: string | null }
  /** As `systemctl restart` does it. */
  | { readonly kind: "restart"; readonly machine: string; readonly program: Service }
  /** `ip route add` or `del` on a host; forgotten when it starts anew. */
  | { readonly kind: "route"; readonly machine: string; readonly change: RouteChange }
  | {
      readonly kind: "show";
      readonly words: readonly string[];
      /** Each must stand somewhere in what is shown; null: whatever it is. */
      readonly lines: readonly string[] | null;
      /** Lines of the journal are those alone in which one of these stands; null: all. */
      readonly grep: readonly string[] | null;
    }
  | { readonly kind: "note"; readonly text: string };

/** A program that systemd looks after on a host; a pod's kubelet starts itself what has ended. */
export type Service = Exclude<Program, "coredns">;

export interface ScenarioStep {
  readonly atMs: number;
  readonly action: ScenarioAction;
  readonly span: Span;
}
