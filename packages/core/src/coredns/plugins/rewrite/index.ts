import { definePlugin, type RegisteredPlugin } from "../../plugin-entry.ts";
import { echoedOptions } from "./edns.ts";
import { rewriteLandmarks } from "./landmarks.ts";
import { makeRewrite } from "./rewrite.ts";
import type { RewriteRule } from "./rule.ts";
import { readRewriteSettings } from "./settings.ts";

export const rewritePlugin: RegisteredPlugin = definePlugin<readonly RewriteRule[]>({
  readSettings: readRewriteSettings,
  make: makeRewrite,
  landmarks: rewriteLandmarks,
  traits: (rules) => ({ echoedOptions: echoedOptions(rules) }),
});
