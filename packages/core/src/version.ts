/** Of these packages, which are published together under one number (semver.org). */
export const VERSION = "0.1.0";
