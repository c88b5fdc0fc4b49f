/** What every form says, whatever it asks. */
export const forms = {
  summaryTitle: 'There is a problem',
  errorPrefix: 'Error:',
  optional: '{label} (optional)',
} as const;
