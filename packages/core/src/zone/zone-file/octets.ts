/** Octets that have a meaning in a zone file. In a module of their own, so that the bundler writes them into the code that compares with them. */
export const NUL = 0x00;
export const TAB = 0x09;
export const LF = 0x0a;
export const CR = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const OPEN = 0x28;
export const CLOSE = 0x29;
export const HYPHEN = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const SEMICOLON = 0x3b;
export const AT = 0x40;
export const BACKSLASH = 0x5c;
export const DELETE = 0x7f;
