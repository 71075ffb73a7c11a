import type { Suite } from "../suite.ts";
import { bindSuites } from "./bind.ts";
import { moreSuites } from "./bind-more.ts";
import { optionSuites } from "./bind-options.ts";
import { signedSuites } from "./bind-signed.ts";
import { stubSuites } from "./bind-stubs.ts";
import { wireSuites } from "./bind-wire.ts";
import { copySuites } from "./coredns-copies.ts";
import { dualSuites } from "./coredns-dual.ts";
import { externalSuites } from "./coredns-external.ts";
import { kubernetesSuites } from "./coredns-kubernetes.ts";
import { nameSuites } from "./coredns-names.ts";
import { pluginSuites } from "./coredns-plugins.ts";
import { rewriteSuites } from "./coredns-rewrite.ts";
import { scriptedSuites } from "./coredns-scripted.ts";
import { templateSuites } from "./coredns-templates.ts";
import { transferSuites } from "./coredns-transfer.ts";
import { viewSuites } from "./coredns-views.ts";
import { zoneSuites } from "./coredns-zones.ts";
import { randomSuites } from "./random.ts";
import { timeSuites } from "./time.ts";
import { truncationSuites } from "./truncation.ts";
import { tutorialSuites } from "./tutorial.ts";

/** Every suite, in the order in which they are recorded. */
export const suites: readonly Suite[] = [
  ...kubernetesSuites,
  ...externalSuites,
  ...pluginSuites,
  ...nameSuites,
  ...zoneSuites,
  ...transferSuites,
  ...rewriteSuites,
  ...templateSuites,
  ...bindSuites,
  ...signedSuites,
  ...wireSuites,
  ...moreSuites,
  ...optionSuites,
  ...stubSuites,
  ...truncationSuites,
  ...tutorialSuites,
  ...randomSuites,
  ...timeSuites,
  ...scriptedSuites,
  ...dualSuites,
  ...viewSuites,
  ...copySuites,
];
