export { type Block, type KeepalivedDocument, printKeepalived, type Statement } from "./ast.ts";
export { type KeywordSupport, keepalivedBlocks, keepalivedSupport } from "./keepalived-support.ts";
export { type KeepalivedConfig, type KeepalivedOptions, parseKeepalived } from "./parse.ts";
export { DEFAULT_KEEPALIVED_LIMITS, type KeepalivedLimits } from "./parse-document.ts";
export {
  type Authentication,
  activeDownIntervalMs,
  type GlobalSettings,
  type KeepalivedSettings,
  type KeepalivedVersion,
  type SyncGroup,
  skewMs,
  type Track,
  type TrackedFile,
  type TrackedProcess,
  type VirtualAddress,
  type VirtualRoute,
  type VrrpInstance,
  type VrrpScript,
} from "./settings.ts";
