/** What a new stack is asked for; each is an option of `config init`, too. */
export const questionNames = [
  "stack",
  "domain",
  "origin",
  "traefik",
  "traefik-network",
  "traefik-version",
  "traefik-entry-point",
  "traefik-certificate-resolver",
  "tls",
  "certificate-file",
  "certificate-key-file",
  "redis",
  "redis-node",
  "redis-address",
  "redis-network",
  "replicas",
  "namespace",
  "access",
] as const;
export type QuestionName = (typeof questionNames)[number];

/** What is known so far, as it was typed; several origins stand in one text, with spaces between them. */
export type Answers = Readonly<Partial<Record<QuestionName, string>>>;

/** Why an answer is refused, and how to mend it. */
export interface Problem {
  readonly message: string;
  readonly fix: string;
}

export interface Choice {
  readonly value: string;
  readonly hint: string;
}

export interface Question {
  readonly name: QuestionName;
  /** As a person is asked. */
  readonly ask: string;
  /** The answers to choose from; any text without them. */
  readonly choices?: readonly Choice[];
  /** Shown where no default can be. */
  readonly example?: string;
  /** Taken when nothing is said; an empty text leaves the setting out. Undefined: the question needs an answer. */
  readonly fallback?: (answers: Answers) => string;
  /** Whether the other answers leave it open; by default always. */
  readonly isOpen?: (answers: Answers) => boolean;
  /** What is wrong with an answer; the others may be missing. */
  readonly check: (text: string, answers: Answers) => Problem | undefined;
}
