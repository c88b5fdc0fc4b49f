/** A form that came in after its sender was signed out: all it takes to show it again and to send it again. */
export interface SignedOutForm {
  /** The name of its action. */
  action: string;
  /** Everything that was sent, in the order of the form. */
  fields: readonly (readonly [name: string, value: string])[];
}

/** Acts that take nobody's being signed in; every other one is refused signed out before its answers are looked at. */
export const openActs = new Set([
  'account.signIn',
  'account.code',
  'account.link',
  'account.signOut',
  'approaches.tellByLink',
  'following.byMail',
  'groups.foundByMail',
  'impact.reportByLink',
  'mails.chooseByLink',
  'membership.comeOnce',
  'membership.joinByMail',
  'organize.concern',
]);

/** The action that a request sends a form to. */
export function actionOf(request: Request): string {
  return URL.parse(request.url)?.searchParams.get('_action') ?? '';
}

/** What was sent to `action`, to be shown once more. */
export function signedOutForm(action: string, typed: FormData): SignedOutForm {
  const fields = [...typed.entries()].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  return { action, fields };
}

/** What a form sends along with what its sender wrote: ids, versions, choices, ticks. */
const carried = /^([\da-f]{8,}(-[\da-f]+)*|[a-z\d]+(-[a-z\d]+)*)$/;

/** What somebody wrote in words, or as a figure, for them to read again; what a page had filled in by itself is left out. */
export function writtenIn({ fields }: SignedOutForm): string[] {
  return fields.flatMap(([name, value]) => {
    const isCarried = /Was(-|$)/.test(name) || (carried.test(value) && !/^\d+$/.test(value));
    return value.trim() === '' || isCarried ? [] : [value];
  });
}
