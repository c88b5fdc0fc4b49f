/** What a command answers: done, with its value, or refused for an expected reason that the page can explain. */
export type Outcome<Value, Refusal extends string> = Done<Value> | Refused<Refusal>;

export interface Done<Value> {
  readonly ok: true;
  readonly value: Value;
}

export interface Refused<Refusal extends string> {
  readonly ok: false;
  readonly refusal: Refusal;
}

export function done<Value>(value: Value): Done<Value> {
  return { ok: true, value };
}

export function refused<Refusal extends string>(refusal: Refusal): Refused<Refusal> {
  return { ok: false, refusal };
}
