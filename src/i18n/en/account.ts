/** Signing in, my page, sessions. */
export const account = {
  nameMissing: 'Enter the name the group may call you by',
  codeMissing: 'Enter the six figures from the mail',
  codeWrong: 'The code has six figures',
} as const;
