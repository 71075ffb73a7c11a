export { type NameReader, namesBelow, reasonFromNameFault } from "./cursor.ts";
export type { RdataFault, RdataFaultReason, RdataWord } from "./fault.ts";
export { isModelled } from "./layouts.ts";
export { isHashText, latin1FromOctets, octetsFromBase64, unescapeOctets } from "./octet-text.ts";
export {
  octetsOfRdata,
  parseGenericOctets,
  parseRdataText,
  printRdata,
  printRecord,
  rdataFromOctets,
  rdataKey,
} from "./rdata-text.ts";
export { algorithmNumbers } from "./security-forms.ts";
