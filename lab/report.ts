/** Receives one line of progress for a person. */
export type Report = (line: string) => void;
