export {
  askStub,
  type StubAnswer,
  type StubExchange,
  type StubKind,
  type StubSettings,
  type StubTry,
} from "./ask-stub.ts";
export { MAX_NAMESERVERS, parseResolvConf, type ResolvConf } from "./resolv-conf.ts";
export type { OwnMachine } from "./resolved-own.ts";
export { candidateNames, type SearchRules } from "./search-list.ts";
export { makeSystemdResolved, type ResolvedSettings } from "./systemd-resolved.ts";
