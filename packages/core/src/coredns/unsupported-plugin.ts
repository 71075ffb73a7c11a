import { passingInstance, type RegisteredPlugin } from "./plugin-entry.ts";
import type { PluginName } from "./versions.ts";

/** A plugin whose effect on answers is not modelled: every question that reaches it comes out as `unsupported`. */
export function unsupportedPlugin(name: PluginName): RegisteredPlugin {
  const what = `the CoreDNS plugin ${name}`;
  return {
    isHandler: true,
    prepare(directive) {
      directive.unsupported(what);
      const value = {
        traits: {},
        make: () => ({ wrap: () => () => ({ kind: "unsupported" as const, what }) }),
        landmarks: () => [],
      };
      return { value, diagnostics: directive.diagnostics };
    },
  };
}

/** As {@link unsupportedPlugin}, for one that decides before the chain begins: nothing that its block answers is known. */
export function unsupportedGate(name: PluginName): RegisteredPlugin {
  const plugin = unsupportedPlugin(name);
  return {
    isHandler: plugin.isHandler,
    prepare(directive, context) {
      const { value, diagnostics } = plugin.prepare(directive, context);
      return { value: { ...value, traits: { unsupported: `the CoreDNS plugin ${name}` } }, diagnostics };
    },
  };
}

/** A plugin that only observes, or serves a transport that a question does not show: its settings are not read. */
export function observingPlugin(name: PluginName, isHandler: "handler" | "set-up-only"): RegisteredPlugin {
  return {
    isHandler: isHandler === "handler",
    prepare(directive) {
      directive.ignored(`the CoreDNS plugin ${name}`);
      const value = { traits: {}, make: () => passingInstance, landmarks: () => [] };
      return { value, diagnostics: directive.diagnostics };
    },
  };
}
