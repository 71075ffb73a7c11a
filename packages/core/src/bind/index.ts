export {
  type AddressMatchElement,
  type AddressMatchList,
  anyAddress,
  type CompiledAcl,
  compileAcl,
  localNetworks,
  type MatchOutcome,
  noAddress,
  type OwnAddress,
} from "./acl.ts";
export type { Bind } from "./bind.ts";
export type { InterfaceScan, ListenOn } from "./listening.ts";
export {
  type Block,
  bindSettings,
  type Clause,
  defaultLimits,
  type NamedConf,
  type NamedConfDocument,
  type NamedConfLimits,
  type NamedConfOptions,
  type Negation,
  parseNamedConf,
  printNamedConf,
  type QuotedString,
  type Statement,
  type Stray,
  type Token,
  type TokenKind,
  type Value,
  type Word,
} from "./named-conf/index.ts";
export {
  bindSupport,
  bindSupportBlocks,
  type OptionSupport,
  type SupportTable,
  supportOf,
} from "./option-support/option-support.ts";
export type { PeerSettings, QuerySource, TransferFormat } from "./peer-settings.ts";
export type { CacheScope } from "./recursion/forget.ts";
export { bindOf, makeBind } from "./server.ts";
export type {
  AccessSettings,
  BindSettings,
  BindVersion,
  DeniedAddresses,
  DeniedAliases,
  Dns64Rule,
  Dns64Settings,
  DnssecValidation,
  IdentityText,
  MinimalResponses,
  NotModelledOption,
  PlacedQuerySource,
  RateLimit,
  Reach,
  ResponseClass,
  RrsetOrderRule,
  ServerIdentity,
  StaleSettings,
  TrustAnchor,
  ViewOptions,
  ViewSettings,
} from "./settings.ts";
export { type SignatureStanding, signatureStanding } from "./signatures/standing.ts";
export type { TsigKey } from "./signatures/tsig-key.ts";
export { startLines } from "./start-lines.ts";
export type { BindSurroundings, TrustDeclaration, TrustSettings, ZoneCopy } from "./surroundings.ts";
export type {
  DelegationOnlyZone,
  Forwarder,
  ForwardMode,
  ForwardZone,
  HintZone,
  InViewZone,
  MirrorZone,
  PrimaryZone,
  RedirectZone,
  RemoteServer,
  SecondaryZone,
  StaticStubZone,
  StubZone,
  TransferList,
  ZoneAccess,
  ZoneBase,
  ZoneContents,
  ZoneFileReference,
  ZoneForwarding,
  ZoneKind,
  ZoneSettings,
  ZoneTransferIn,
  ZoneTransferOut,
} from "./zone-settings.ts";
export type { SavedCopy, SavedJournal, ZonesBeginning } from "./zones/saved-zones.ts";
export type { AllZonesVerb, ZoneCommand } from "./zones/zone-command.ts";
