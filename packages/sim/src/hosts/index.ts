export { type AbsentServer, coreDnsListensOn, LotSwitch, RemarkSwitch, type Resident } from "./resident.ts";
