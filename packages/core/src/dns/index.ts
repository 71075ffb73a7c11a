export {
  type Address,
  addressBytes,
  addressNumber,
  type Ipv4Address,
  type Ipv6Address,
  ipv4FromBytes,
  ipv6FromBytes,
  isIpv4,
  isIpv6,
  maskAddress,
  type Prefix,
  type PrefixFault,
  parseAddress,
  parseIpv4,
  parseIpv6,
  parsePrefix,
  prefixCovers,
  printPrefix,
  reverseNameText,
} from "./address.ts";
export { BEGINNING, type Instant, instantFromMs, laterBy, laterOf, wholeSeconds } from "./instant.ts";
export type { Landmark } from "./landmark.ts";
export {
  type Edns,
  type EdnsOption,
  type HeaderFlags,
  type Message,
  makeQuery,
  NO_FLAGS,
  type Query,
  type Question,
  type Response,
  type WirePolicy,
} from "./message.ts";
export { concatenateNames, DomainName, MAX_LABEL_OCTETS, MAX_NAME_OCTETS, type NameFault } from "./name.ts";
export { labelKeys, labelsFromText, labelsOf, labelTexts, nameFromLabels } from "./name-labels.ts";
export {
  ancestorWithLabels,
  compareNames,
  isAtOrBelow,
  isBelow,
  isWildcard,
  labelsBelow,
  moveName,
  sameName,
} from "./name-order.ts";
export { childOf, isAbsoluteText, joinNames, nameOf, parseName, wildcardBelow } from "./name-text.ts";
export {
  applyDigOption,
  DEFAULT_DIG_FORM,
  type DigFailure,
  type DigForm,
  type DigOutcome,
  type DigRun,
  type DigServer,
  type DigTransport,
  printDig,
} from "./print-dig.ts";
export type { DigPart } from "./print-message.ts";
export {
  numberOfOpcode,
  numberOfRcode,
  type Opcode,
  opcodeFromNumber,
  opcodeNumbers,
  parseRcode,
  type Rcode,
  rcodeFromNumber,
  rcodeNumbers,
} from "./rcode.ts";
export {
  algorithmNumbers,
  isHashText,
  isModelled,
  latin1FromOctets,
  type NameReader,
  namesBelow,
  octetsFromBase64,
  octetsOfRdata,
  parseGenericOctets,
  parseRdataText,
  printRdata,
  printRecord,
  type RdataFault,
  type RdataFaultReason,
  type RdataWord,
  rdataFromOctets,
  rdataKey,
  reasonFromNameFault,
  unescapeOctets,
} from "./rdata-text/index.ts";
export {
  addressOfRdata,
  addressRdata,
  type KnownRdata,
  type LocRdata,
  type ModelledRrType,
  type NaptrRdata,
  type Nsec3Rdata,
  type Octets,
  type OpaqueRdata,
  type Rdata,
  type RdataOf,
  type ResourceRecord,
  type RRset,
  type RrsigRdata,
  recordsOf,
  type ServiceBindingRdata,
  type SoaRdata,
  type SrvRdata,
} from "./record.ts";
export {
  isQuestionOnlyType,
  type KnownRrType,
  numberOfRrClass,
  numberOfRrType,
  parseRrClass,
  parseRrType,
  type RrClass,
  type RrType,
  rrClassFromNumber,
  rrClassNumbers,
  rrTypeFromNumber,
  rrTypeNumbers,
} from "./rr-type.ts";
export { compareSerials, type SerialOrder } from "./serial.ts";
export { SharedSecret, type SignatureError, type TransactionSignature } from "./signature.ts";
export { Spellings } from "./spellings.ts";
export { MAX_TTL, parseTtl } from "./ttl.ts";
