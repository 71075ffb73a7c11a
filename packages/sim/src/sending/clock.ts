/** Forgets an appointment; without effect once it has been kept. */
export type Cancel = () => void;
