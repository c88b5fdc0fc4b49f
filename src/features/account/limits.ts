/** How often something may be tried: `most` times within `windowSeconds`. */
export interface Limit {
  readonly most: number;
  readonly windowSeconds: number;
}

const minute = 60;
const hour = 60 * minute;

/** Every limit of the portal, per key: an email address, a network address or a person. */
export const limits = {
  /** Sign-in mails to one address. */
  'sign-in-address': { most: 5, windowSeconds: 15 * minute },
  /** Sign-in mails asked for from one network. */
  'sign-in-network': { most: 30, windowSeconds: 15 * minute },
  /** Codes tried from one network, over all requests. */
  'code-network': { most: 60, windowSeconds: 15 * minute },
  /** Codes tried for one address, so that guessing for days does not pay; its link still works. */
  'code-address': { most: 30, windowSeconds: 24 * hour },
  /** Concerns raised from one network. */
  concern: { most: 10, windowSeconds: hour },
  /** Reports and amendments posted by one person. */
  report: { most: 60, windowSeconds: hour },
  /** Acts done by links in mails, from one network. */
  'act-link': { most: 60, windowSeconds: hour },
  /** Forms of meetings saved by one person. */
  meeting: { most: 120, windowSeconds: hour },
  /** Approaches, adoptions, questions and answers written by one person. */
  sharing: { most: 40, windowSeconds: hour },
  /** Requests to join, visits and groups started by one person. */
  joining: { most: 30, windowSeconds: hour },
} as const satisfies Record<string, Limit>;
export type LimitName = keyof typeof limits;
