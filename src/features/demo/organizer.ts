import type { Town } from '#features/town/town.ts';

/** Address of the demonstration town's organizer, in a domain that no mail ever reaches (RFC 2606). */
export function demoOrganizerEmail(town: Pick<Town, 'id'>): string {
  return `organizer@${town.id}.example`;
}
