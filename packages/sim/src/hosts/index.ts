export { type AbsentServer, coreDnsListensOn, RemarkSwitch, type Resident } from "./resident.ts";
